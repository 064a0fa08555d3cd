package luafcgid.lua;

import org.luaj.vm2.LuaValue;

/**
 * A library for Lua scripts. Register it as a service with the property {@link #MODULE}: from then on {@code require} finds the
 * module in every state, also in those that run already. When the service goes, states that never opened the module fail to
 * {@code require} it, and states that did are retired.
 */
@FunctionalInterface
public interface LuaExtension {
    /** Service property, a string or an array of them: the names by which scripts {@code require} the library. Mandatory. */
    String MODULE = "lua.module";

    /** Service property, a string: a global variable that holds the module in every new state without a {@code require}. */
    String GLOBAL = "lua.global";

    /**
     * Makes the module for one state; called once per state and name, at the first {@code require}, on the thread that runs the
     * state. The value is the state's own: never hand the same mutable table to two states.
     *
     * @param state  the state that asks; valid until it closes
     * @param module which of the service's names was required
     * @return what {@code require} returns, not null; {@code nil} counts as {@code true}
     * @throws org.luaj.vm2.LuaError to make {@code require} fail with that message
     */
    LuaValue open(StateContext state, String module);
}
