package luafcgid.lua.limits;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The limits of scripts, as configured. A change counts at once. */
@Component(
        name = LimitsConfig.PID,
        configurationPid = LimitsConfig.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        service = LimitsComponent.class)
@Designate(ocd = LimitsConfig.class)
public final class LimitsComponent {
    /** As Java's own where memory has run out. */
    private static final int EXIT_STATUS = 3;

    private final Guard guard;

    @Activate
    public LimitsComponent(LimitsConfig config) {
        guard = new Guard(Limits.of(config));
        guard.onExhausted(LimitsComponent::restart);
    }

    @Modified
    void modified(LimitsConfig config) {
        guard.limits(Limits.of(config));
    }

    /** Ends the process as a signal does: requests in flight have their time. Whoever keeps it running starts it anew. */
    private static void restart() {
        Thread exit = new Thread(() -> System.exit(EXIT_STATUS), "luafcgid-restart");
        exit.setDaemon(true);
        exit.start();
    }

    public Guard guard() {
        return guard;
    }
}
