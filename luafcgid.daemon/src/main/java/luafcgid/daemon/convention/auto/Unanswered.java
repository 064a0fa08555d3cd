package luafcgid.daemon.convention.auto;

import java.nio.file.Path;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Tells the author of a script why nothing answers for it, and what to do.
 *
 * @param script  as the web server names it
 * @param handler the name of the function that luafcgid calls
 * @param wsapi   whether there is a convention for applications of WSAPI
 */
record Unanswered(Path script, String handler, boolean wsapi) {
    private static final LuaValue RUN = LuaValue.valueOf("run");
    private static final String BRINGS = "luafcgid.ext.wsapi.jar in ext/ brings it";
    private static final String SETTING = "'conventions' of luafcgid.daemon.Responder";

    /** Of a script whose convention has gone. */
    static String gone(String convention) {
        return "the convention '" + convention
                + "', which has answered for it, is not there any more: put the bundle that"
                + " brings it back into ext/, or name another in " + SETTING;
    }

    /**
     * Of a script that has printed nothing.
     *
     * @param globals  what its body has defined
     * @param returned what it has returned
     */
    String reason(LuaTable globals, LuaValue returned) {
        // Raw: what looks may not run any of the script.
        boolean table = returned.istable() && returned.rawget(RUN).isfunction();
        if (!wsapi && (table || globals.rawget(RUN).isfunction())) {
            return script + ": " + (table ? "returns a table with run" : "defines a function run")
                    + ", as applications of WSAPI do, but the convention 'wsapi' is not there: " + BRINGS;
        }
        if (returned.isfunction()) {
            return script
                    + ": returns a function, which is not called, since modules return functions as well. If it is"
                    + " run(env) of WSAPI, return { run = run }, or name the script in " + SETTING + ": \"" + script
                    + "=wsapi\"" + (wsapi ? "" : "; " + BRINGS) + ". Modules are best kept where no URL leads";
        }
        return script + ": defines no function " + handler + "(env, con) and prints nothing: nothing answers requests"
                + (returned.istable()
                        ? ". It returns a table, as modules do: those are best kept where no URL leads"
                        : "");
    }
}
