package luafcgid.ext.wsapi;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What of a script answers requests. WSAPI takes a script whose name ends in {@code .lua} for a module, others for a chunk that
 * returns its application.
 */
final class Application {
    private static final String SUFFIX = ".lua";
    private static final LuaString RUN = LuaValue.valueOf("run");

    /**
     * Whether a function by itself is the application, for states that have been looked at: a file that returns one may be a module as well,
     * which nobody meant to be run.
     */
    private static final Map<State, Boolean> FUNCTIONS_COUNT = Collections.synchronizedMap(new WeakHashMap<>());

    private Application() {}

    /** What the body of the script sees as {@code ...}: the module's name, or nothing. */
    static Varargs name(Path script) {
        String file = script.getFileName().toString();
        return file.endsWith(SUFFIX) && file.length() > SUFFIX.length()
                ? LuaString.valueOf(file.substring(0, file.length() - SUFFIX.length()))
                : LuaValue.NONE;
    }

    /** Runs the script's body, as {@code require} would. */
    static void load(State state) throws ScriptException {
        FUNCTIONS_COUNT.put(state, true);
        Varargs name = name(state.script());
        LuaTable loaded = loaded(state);
        // A script that is called as a library is leaves that in its place.
        boolean own = name.narg() > 0 && loaded.rawget(name.arg1()).isnil();
        if (own) {
            loaded.rawset(name.arg1(), LuaValue.TRUE);
        }
        LuaValue module = state.load(name).arg1();
        if (own && module.toboolean()) {
            loaded.rawset(name.arg1(), module);
        }
    }

    /**
     * The function that answers requests. In a call of the state.
     *
     * @throws LuaError when there is none
     */
    static LuaValue of(State state) {
        LuaValue found = find(state, true);
        LuaValue returned = state.returned().arg1();
        if (found.isnil() && returned.isstring()) {
            found = runnable(state.globals().get("require").call(returned));
        }
        if (found.isnil()) {
            throw new LuaError(
                    state.script()
                            + ": no WSAPI application: return run(env) or a table that has it, or define it as a global function");
        }
        return found;
    }

    /**
     * As {@link #of}, but nil when there is none; what only names a module is none either. A function that is returned counts where the script
     * was chosen to be one of WSAPI, and else where its name or its first line says so.
     *
     * @param global whether a global function counts
     */
    static LuaValue find(State state, boolean global) {
        LuaValue launched = runnable(SharedModule.launched(loaded(state)));
        if (!launched.isnil()) {
            return launched;
        }
        LuaValue returned = counting(state, state.returned().arg1());
        if (!returned.isnil()) {
            return returned;
        }
        Varargs name = name(state.script());
        LuaValue module =
                name.narg() == 0 ? LuaValue.NIL : counting(state, loaded(state).rawget(name.arg1()));
        if (!module.isnil()) {
            return module;
        }
        // Raw: a metatable that refuses names which are not declared has no say here.
        LuaValue defined = global ? state.globals().rawget(RUN) : LuaValue.NIL;
        return defined.isfunction() ? defined : LuaValue.NIL;
    }

    private static LuaValue counting(State state, LuaValue application) {
        return application.isfunction() && !doFunctionsCount(state) ? LuaValue.NIL : runnable(application);
    }

    private static LuaValue runnable(LuaValue application) {
        LuaValue run = application.istable() ? application.get(RUN) : application;
        return run.isfunction() ? run : LuaValue.NIL;
    }

    /** Where configuration does not say that the script is one of WSAPI, its name or its first line has to. */
    private static boolean doFunctionsCount(State state) {
        Boolean known = FUNCTIONS_COUNT.get(state);
        if (known == null) {
            known = name(state.script()).narg() == 0 || ModuleStyle.isLaunched(state.script());
            FUNCTIONS_COUNT.put(state, known);
        }
        return known;
    }

    private static LuaTable loaded(State state) {
        LuaValue library = state.globals().rawget("package");
        LuaValue loaded = library.istable() ? library.rawget("loaded") : LuaValue.NIL;
        // A script may have put something else in its place.
        return loaded.istable() ? loaded.checktable() : new LuaTable();
    }
}
