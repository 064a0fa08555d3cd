package luafcgid.lua.codegen;

import java.util.List;
import luafcgid.lua.runtime.Site;
import luafcgid.lua.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A function that is on the stack, to be called.
 *
 * @param line      where the call stands
 * @param name      what messages call the function
 * @param slot      where it is kept as well; -1 for nowhere
 * @param arguments push one argument each
 * @param last      stands for all further arguments; null where there are none
 */
record Callee(int line, Site.Name name, int slot, List<Runnable> arguments, @Nullable Expression last) {
    boolean isOpen() {
        return last != null;
    }
}
