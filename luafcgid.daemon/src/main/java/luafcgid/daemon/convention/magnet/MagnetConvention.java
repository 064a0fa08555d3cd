package luafcgid.daemon.convention.magnet;

import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.HttpStatus;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Runs the script's body for each request, in an environment of its own over globals that all scripts of a state share. What it prints is
 * the answer, headers first; an error is 503.
 */
@Component(name = "luafcgid.daemon.Magnet", service = Convention.class, property = Convention.NAME + "=magnet")
@Designate(ocd = MagnetConvention.Config.class)
public final class MagnetConvention implements Convention {
    /** Settings of {@code luafcgid.daemon.Magnet}. */
    @ObjectClassDefinition(name = "luafcgid convention of magnet")
    public @interface Config {
        @AttributeDefinition(
                description = "states of a root, as many requests of its scripts run at a time: lighttpd's max-procs")
        int maxprocs() default 4;
    }

    private final StatePool pool;
    private volatile Profile profile;

    @Activate
    public MagnetConvention(Config config, @Reference StatePool pool) {
        this(config.maxprocs(), pool);
    }

    MagnetConvention(int states, StatePool pool) {
        this.pool = pool;
        profile = profile(states);
    }

    private static Profile profile(int states) {
        if (states < 1) {
            throw new IllegalArgumentException("luafcgid.daemon.Magnet: maxprocs=" + states + " is not 1 or more");
        }
        return new MagnetProfile(states);
    }

    @Modified
    void modified(Config config) {
        states(config.maxprocs());
    }

    /** Requests in flight end in the states that they have, which are closed then. */
    void states(int states) {
        Profile before = profile;
        Profile next = profile(states);
        profile = next;
        if (!before.equals(next)) {
            pool.retire(before);
        }
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException {
        try {
            MagnetState.of(exchange.state()).run(exchange);
        } catch (ScriptException e) {
            boolean failed = e.kind() == ScriptException.Kind.LOAD || e.kind() == ScriptException.Kind.ERROR;
            if (!failed || !exchange.isOpen()) {
                throw e;
            }
            exchange.failed(e);
            exchange.reset();
            exchange.resetHeaders();
            exchange.header("Status", HttpStatus.SERVICE_UNAVAILABLE.toString());
            exchange.header("Content-Type", "text/plain");
            String told = exchange.settings().showErrors() ? String.valueOf(e.getMessage()) : "The script failed.";
            exchange.write(LuaValue.valueOf(told + "\n"));
        }
    }
}
