package luafcgid.daemon.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.Params;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Each question is the first one that a script asks of the table: it must be answered as by any other table. */
class EnvTableTest {
    private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

    static {
        VARIABLES.put("REQUEST_METHOD", "GET");
        VARIABLES.put("QUERY_STRING", "a=1");
        VARIABLES.put("HTTP_PROXY", "evil:8080");
        VARIABLES.put("FCGI_ROLE", "RESPONDER");
    }

    private static LuaValue run(String script) {
        Globals globals = JsePlatform.standardGlobals();
        globals.set("env", new EnvTable(Params.of(VARIABLES), Role.AUTHORIZER, LuaValue.valueOf(3), env -> {}));
        return globals.load(script).call();
    }

    @Test
    void aVariableIsFound() {
        assertEquals("GET", run("return env.REQUEST_METHOD").tojstring());
        assertEquals("GET", run("return rawget(env, 'REQUEST_METHOD')").tojstring());
        assertEquals(
                "3 number",
                run("return env.LUAFCGID_VERSION .. ' ' .. type(env.LUAFCGID_VERSION)")
                        .tojstring());
    }

    @Test
    void theRoleIsWhatTheRequestBeganWithWhateverAVariableSays() {
        assertEquals("AUTHORIZER", run("return env.FCGI_ROLE").tojstring());
    }

    @Test
    void aMissingOneIsNil() {
        assertTrue(run("return env.REMOTE_USER").isnil());
        assertTrue(run("return env[1]").isnil());
        assertTrue(run("return env[{}]").isnil());
    }

    @Test
    void theClientsProxyHeaderIsNotSeen() {
        assertTrue(run("return env.HTTP_PROXY").isnil());
    }

    @Test
    void pairsAndNextSeeAll() {
        assertEquals(
                4,
                run("local n = 0 for k, v in pairs(env) do n = n + 1 end return n")
                        .toint());
        assertTrue(run("return next(env)").isstring());
    }

    @Test
    void whatAScriptSetsFirstStays() {
        assertEquals(
                "POST",
                run("env.REQUEST_METHOD = 'POST' return env.REQUEST_METHOD").tojstring());
        assertEquals("a=1", run("env.X = 1 return env.QUERY_STRING").tojstring());
        assertEquals(
                "POST",
                run("rawset(env, 'REQUEST_METHOD', 'POST') return env.REQUEST_METHOD")
                        .tojstring());
        assertTrue(run("env.QUERY_STRING = nil return env.QUERY_STRING").isnil());
    }

    @Test
    void itsLengthIsThatOfATableWithoutAList() {
        assertEquals(0, run("return #env").toint());
        assertEquals("a", run("table.insert(env, 'a') return env[1]").tojstring());
    }

    @Test
    void aMetatableWorksAsWithAnyTable() {
        assertEquals(
                "?",
                run("setmetatable(env, {__index = function() return '?' end}) return env.NOT_SENT")
                        .tojstring());
        assertEquals(
                "GET",
                run("setmetatable(env, {__index = function() return '?' end}) return env.REQUEST_METHOD")
                        .tojstring());
    }
}
