package luafcgid.daemon.convention.luafcgid2;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.session.SessionStore;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;
import luafcgid.protocol.Params;

/** Calls {@code main()}, which finds all that it needs in global variables. Needs no framework. */
final class Luafcgid2Convention implements Convention {
    /** Where many roots share a daemon; what is forgotten is made again. */
    private static final int MOST_ROOTS = 1000;

    private final Facilities facilities;
    private final Luafcgid2Profile rootless;
    private final Map<String, Luafcgid2Profile> profiles = new ConcurrentHashMap<>();
    /** Most often the next request is of the same root: then it need not be decoded. */
    private volatile Luafcgid2Profile last;

    Luafcgid2Convention(Luafcgid2Settings settings, StatePool pool, Supplier<SessionStore> sessions) {
        facilities = new Facilities(settings, pool, sessions);
        rootless = new Luafcgid2Profile(facilities, "");
        last = rootless;
    }

    @Override
    public Profile profile() {
        return rootless;
    }

    @Override
    public Profile profile(Params params) {
        Luafcgid2Profile known = last;
        if (params.has("DOCUMENT_ROOT", known.root())) {
            return known;
        }
        String root = params.get("DOCUMENT_ROOT", StandardCharsets.UTF_8);
        if (profiles.size() >= MOST_ROOTS) {
            profiles.clear();
        }
        Luafcgid2Profile profile = profiles.computeIfAbsent(
                Objects.requireNonNullElse(root, ""), each -> new Luafcgid2Profile(facilities, each));
        last = profile;
        return profile;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException {
        Luafcgid2State.of(exchange.state()).answer(exchange, System.nanoTime());
    }
}
