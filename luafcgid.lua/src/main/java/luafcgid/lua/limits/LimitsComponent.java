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
    private final Guard guard;

    @Activate
    public LimitsComponent(LimitsConfig config) {
        guard = new Guard(Limits.of(config));
    }

    @Modified
    void modified(LimitsConfig config) {
        guard.limits(Limits.of(config));
    }

    public Guard guard() {
        return guard;
    }
}
