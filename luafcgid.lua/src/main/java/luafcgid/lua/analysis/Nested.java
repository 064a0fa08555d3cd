package luafcgid.lua.analysis;

import luafcgid.lua.syntax.Block;
import luafcgid.lua.syntax.Statement;
import org.jspecify.annotations.Nullable;

/** The blocks of statements. */
public final class Nested {
    private Nested() {}

    /** The only block of a statement; null where it has none, or several. */
    public static @Nullable Block block(Statement statement) {
        if (statement instanceof Statement.Do scope) {
            return scope.block();
        }
        if (statement instanceof Statement.While loop) {
            return loop.block();
        }
        if (statement instanceof Statement.Repeat loop) {
            return loop.block();
        }
        if (statement instanceof Statement.NumericFor loop) {
            return loop.block();
        }
        return statement instanceof Statement.GenericFor loop ? loop.block() : null;
    }
}
