package luafcgid.daemon.convention.luafcgid2;

import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.session.SessionException;
import luafcgid.daemon.session.SessionStore;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;
import luafcgid.protocol.Params;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The convention as a service, on the store of the highest ranking. */
@Component(name = Luafcgid2Config.PID, service = Convention.class, property = Convention.NAME + "=luafcgid2")
@Designate(ocd = Luafcgid2Config.class)
public final class Luafcgid2Component implements Convention {
    private final StatePool pool;
    private volatile Luafcgid2Convention convention;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SessionStore sessions;

    @Activate
    public Luafcgid2Component(Luafcgid2Config config, @Reference StatePool pool) {
        this.pool = pool;
        convention = convention(config);
    }

    /** Requests in flight end with the settings that they began with; states that were made by them go. */
    @Modified
    void modified(Luafcgid2Config config) {
        Convention before = convention;
        convention = convention(config);
        pool.retire(before.profile());
    }

    private Luafcgid2Convention convention(Luafcgid2Config config) {
        return new Luafcgid2Convention(Luafcgid2Settings.of(config), pool, this::sessions);
    }

    private SessionStore sessions() {
        SessionStore store = sessions;
        if (store == null) {
            throw new SessionException("there is no store of sessions now");
        }
        return store;
    }

    @Override
    public Profile profile() {
        return convention.profile();
    }

    @Override
    public Profile profile(Params params) {
        return convention.profile(params);
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException {
        convention.respond(exchange);
    }
}
