package luafcgid.daemon.hooks;

import luafcgid.lua.Profile;
import luafcgid.lua.State;

/** A state with nothing but its libraries. */
final class HookProfile implements Profile {
    @Override
    public String name() {
        return "hooks";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void prepare(State state) {}
}
