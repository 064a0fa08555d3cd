package luafcgid.lua;

/** A version of Lua. */
public enum Dialect {
    LUA_5_1,
    LUA_5_2,
    LUA_5_3,
    LUA_5_4
}
