package luafcgid.daemon.convention.magnet;

import java.util.Optional;
import luafcgid.lua.Dialect;
import luafcgid.lua.Profile;
import luafcgid.lua.State;

/**
 * States that many scripts share.
 *
 * @param states as many of a root
 */
record MagnetProfile(int states) implements Profile {
    @Override
    public String name() {
        return "magnet";
    }

    @Override
    public Optional<Dialect> dialect() {
        return Optional.of(Dialect.LUA_5_1);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void prepare(State state) {
        MagnetState.prepare(state);
    }
}
