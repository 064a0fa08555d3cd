package luafcgid.lua.syntax.lexer;

import org.luaj.vm2.LuaString;

/** A name or a reserved word; in a chunk there is one object for each. */
public record Word(String text, LuaString value, TokenType type) {}
