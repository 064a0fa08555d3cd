package luafcgid.daemon.convention.luafcgid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import luafcgid.daemon.RequestSettings;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.lib.jse.JsePlatform;

class LuafcgidConventionTest {
    private static final RequestSettings D = RequestSettings.DEFAULT;

    private static RequestSettings handler(String name) {
        return new RequestSettings(
                name,
                D.httpStatus(),
                D.contentType(),
                D.headers(),
                D.buffering(),
                D.maxPost(),
                D.maxHeader(),
                D.showErrors(),
                D.stderr(),
                D.offload(),
                D.accel(),
                D.authorizer());
    }

    private static LuaTable globals(String script) {
        Globals globals = JsePlatform.standardGlobals();
        globals.load(script).call();
        return globals;
    }

    @Test
    void theHandlerIsTheFunctionThatTheSettingNames() {
        LuaTable globals = globals("function main() return 'main' end function serve() return 'serve' end");
        assertEquals("main", LuafcgidConvention.handler(globals, D).call().tojstring());
        assertEquals(
                "serve",
                LuafcgidConvention.handler(globals, handler("serve")).call().tojstring());
    }

    @Test
    void withoutItTheFirstVersionsHandlerIs() {
        LuaTable globals = globals("main = 'text' function handler() return 'first' end");
        assertEquals("first", LuafcgidConvention.handler(globals, D).call().tojstring());
        assertTrue(
                LuafcgidConvention.handler(globals("main = 1 handler = 2"), D).isnil());
    }

    @Test
    void aMetatableOfTheGlobalsIsNotAsked() {
        LuaTable globals = globals("setmetatable(_G, {__index = function(_, name) error('undeclared ' .. name) end})");
        assertTrue(LuafcgidConvention.handler(globals, D).isnil());
    }
}
