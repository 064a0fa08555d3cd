package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.LibraryFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

/** Scripts on virtual threads that are asked to give way. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
final class MoveTest {
    /** Levels that the heap has room for and the stack of a carrier has not. */
    private static final int MANY = 300_000;

    @TempDir
    Path folder;

    @Test
    void recursionThatIsAskedAtEachLevelMeetsTheEndOfTheStack() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "deep.lua",
                    """
                    function main()
                      local function f(n)
                        move()
                        return n == 0 and 0 or 1 + f(n - 1)
                      end
                      local ok, message = pcall(f, many)
                      return ok and 'it had no end' or message:match('stack overflow$')
                    end
                    """);
            FutureTask<String> call = new FutureTask<>(() -> call(site, script));
            start(call);
            assertEquals("stack overflow", call.get(30, TimeUnit.SECONDS));
        }
    }

    private static String call(Site site, Path script) throws Exception {
        try (Lease lease = site.claim(script)) {
            LibraryFunction move = new LibraryFunction("move", arguments -> {
                lease.requestMove();
                return LuaValue.NONE;
            });
            lease.state().globals().set("move", move);
            lease.state().globals().set("many", MANY);
            return Site.call(lease);
        }
    }

    /** On a virtual thread: this is compiled for a JDK that has none. */
    private static void start(Runnable work) throws ReflectiveOperationException {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        start.invoke(null, work);
    }
}
