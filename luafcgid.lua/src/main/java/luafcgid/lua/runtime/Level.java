package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.code.LuaNames;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * An active function.
 *
 * @param function   what is known of it; null for a library function, and for what a tail call has left of its caller
 * @param site       what it does; null where {@code function} is
 * @param value      the function itself, where that is known
 * @param tailCalled whether a tail call has put it in its caller's place
 */
public record Level(
        @Nullable FunctionInfo function, @Nullable Site site, @Nullable LuaValue value, boolean tailCalled) {
    /** A library function. */
    public static final Level LIBRARY = new Level(null, null, null, false);

    /** In 5.1, what is left of a function after a tail call. */
    public static final Level LOST = new Level(null, null, null, true);

    public static Level of(FunctionInfo function, Site site, @Nullable LuaValue value) {
        return new Level(function, site, value, false);
    }

    /** A library function that is known. */
    public static Level library(LuaValue value) {
        return new Level(null, null, value, false);
    }

    Level asTailCalled() {
        return new Level(function, site, value, true);
    }

    public boolean isLua() {
        return function != null;
    }

    /** The line that it executes; -1 where there is none. */
    public int line() {
        return site == null ? -1 : site.line();
    }

    /** Its source as messages show it. */
    public String source(Dialect dialect) {
        return function != null ? LuaNames.inMessages(function.source(), dialect) : isLost() ? "(tail call)" : "[C]";
    }

    /** Whether it is what a tail call has left of its caller. */
    public boolean isLost() {
        return function == null && tailCalled;
    }
}
