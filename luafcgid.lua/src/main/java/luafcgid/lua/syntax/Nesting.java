package luafcgid.lua.syntax;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaError;

/** How deep the parser is within the chunk: at most as deep as C Lua, which keeps this parser off the end of its stack too. */
final class Nesting {
    /** C Lua's LUAI_MAXCCALLS. */
    private static final int LIMIT = 200;

    /** The calls that C Lua counts where a script calls {@code load}. */
    private static final int OUTSIDE = 2;

    private final Tokens tokens;
    private final Dialect dialect;
    private int depth = OUTSIDE;

    Nesting(Tokens tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    void enter(Scope scope) {
        depth++;
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            if (depth >= LIMIT) {
                throw new LuaError("C stack overflow");
            }
        } else if (depth > LIMIT) {
            throw dialect == Dialect.LUA_5_1
                    ? tokens.plainError("chunk has too many syntax levels")
                    : scope.exceeded("C levels", LIMIT);
        }
    }

    void leave() {
        depth--;
    }

    /** Another target of an assignment that has so many already: a level of its own from 5.4 on, which {@link #leaveTargets} leaves. */
    void enterTarget(Scope scope, int targets) {
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            enter(scope);
        } else if (targets > LIMIT - depth) {
            throw dialect == Dialect.LUA_5_1
                    ? scope.exceeded("variables in assignment", LIMIT - depth)
                    : scope.exceeded("C levels", LIMIT);
        }
    }

    void leaveTargets(int targets) {
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            depth -= targets;
        }
    }
}
