package luafcgid.ext.sql.lua;

import org.luaj.vm2.LuaString;

/** Bytes that a script wants to be a BLOB, whatever they look like. */
record Blob(LuaString bytes) {}
