package luafcgid.lua.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Closure;
import luafcgid.lua.runtime.FunctionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.luaj.vm2.LuaFunction;

@Timeout(60)
class UnloadingTest {
    @Test
    void classesOfAChunkGoWithItsLastFunction() throws InterruptedException {
        Lua lua = new Lua(Dialect.LUA_5_1);
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = new WeakReference<>(loaderOf(lua), gone);
        Object found = null;
        while (found == null) {
            System.gc();
            found = gone.remove(100);
        }
        assertEquals(loader, found);
    }

    private static ClassLoader loaderOf(Lua lua) {
        return lua.run("return function() return 1 end").arg1().getClass().getClassLoader();
    }

    @Test
    void aChunkServesSeveralStates() {
        CompiledCode code = new Lua(Dialect.LUA_5_1).code("n = (n or 0) + 1 return n");
        Lua one = new Lua(Dialect.LUA_5_1);
        Lua other = new Lua(Dialect.LUA_5_1);
        LuaFunction first = code.instantiate(one.state(), one.state().globals());
        assertEquals(1, first.call().toint());
        assertEquals(2, first.call().toint());
        assertEquals(
                1,
                code.instantiate(other.state(), other.state().globals()).call().toint());
    }

    @Test
    void framesOfTheJvmTellFileAndLine() {
        Lua lua = new Lua(Dialect.LUA_5_1);
        Closure function =
                (Closure) lua.run("\n\nreturn function(a, b)\n return a.x\nend").arg1();
        FunctionInfo info = function.info();
        assertEquals(
                List.of(3, 5, 2),
                List.of(info.line(), info.lastLine(), info.parameters().size()));
        RuntimeException e = org.junit.jupiter.api.Assertions.assertThrows(RuntimeException.class, function::call);
        assertTrue(
                String.valueOf(e.getMessage()).contains("test:4: attempt to index local 'a' (a nil value)"),
                e.getMessage());
    }
}
