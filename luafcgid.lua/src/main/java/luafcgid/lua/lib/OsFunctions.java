package luafcgid.lua.lib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptExit;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.files.Location;
import luafcgid.lua.lib.time.TimeFunctions;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The os library: files by the state's policy, and nothing that touches the process. */
final class OsFunctions {
    private static final LuaString LOCALE = LuaString.valueOf("C");
    private static final Set<String> LOCALES = Set.of("", "C", "POSIX");
    private static final Set<String> CATEGORIES = Set.of("all", "collate", "ctype", "monetary", "numeric", "time");
    /** In the status of a process as 5.1 gives it, where its exit status begins. */
    private static final int EXIT_STATUS = 256;

    private final ScriptState state;
    private final Dialect dialect;

    OsFunctions(ScriptState state) {
        this.state = state;
        this.dialect = state.dialect();
    }

    LuaTable table() {
        LuaTable table = new LuaTable(0, 11);
        new TimeFunctions(state.lua()).into(table);
        LibraryFunction.define(table, "execute", this::execute);
        LibraryFunction.define(table, "exit", arguments -> {
            throw new ScriptExit();
        });
        LibraryFunction.define(table, "getenv", OsFunctions::variable);
        LibraryFunction.define(table, "remove", this::remove);
        LibraryFunction.define(table, "rename", this::rename);
        LibraryFunction.define(table, "setlocale", OsFunctions::locale);
        LibraryFunction.define(table, "tmpname", arguments -> LuaString.valueOf(temporaryName()));
        return table;
    }

    private static Varargs variable(Varargs arguments) {
        String value = System.getenv(text(arguments, 1));
        return value == null ? LuaValue.NIL : LuaString.valueOf(value);
    }

    private static String text(Varargs arguments, int index) {
        return Arguments.string(index, Arguments.at(arguments, index)).tojstring();
    }

    private static Varargs locale(Varargs arguments) {
        String locale = arguments.arg1().isnil() ? "" : text(arguments, 1);
        String category = arguments.arg(2).isnil() ? "all" : text(arguments, 2);
        if (!CATEGORIES.contains(category)) {
            throw Arguments.wrong(2, "invalid option '" + category + "'");
        }
        return LOCALES.contains(locale) ? LOCALE : LuaValue.NIL;
    }

    private Varargs execute(Varargs arguments) {
        boolean numbers = dialect == Dialect.LUA_5_1;
        if (arguments.arg1().isnil()) {
            boolean allowed = state.environment().execute();
            return numbers ? Numbers.whole(dialect, allowed ? 1 : 0) : LuaValue.valueOf(allowed);
        }
        Varargs result;
        try {
            result = Shell.run(state, text(arguments, 1));
        } catch (IOException e) {
            return numbers ? Numbers.whole(dialect, -1) : Errno.failure(e);
        }
        if (!numbers || !result.arg(3).isnumber()) {
            return result;
        }
        int status = result.arg(3).toint();
        boolean exited = "exit".equals(result.arg(2).tojstring());
        return Numbers.whole(dialect, exited ? status * EXIT_STATUS : status);
    }

    private Varargs remove(Varargs arguments) {
        String name = text(arguments, 1);
        try {
            entry(name).delete();
            return LuaValue.TRUE;
        } catch (IOException e) {
            return Errno.failure(name, e);
        }
    }

    private Varargs rename(Varargs arguments) {
        String from = text(arguments, 1);
        String to = text(arguments, 2);
        try {
            entry(from).moveTo(entry(to));
            return LuaValue.TRUE;
        } catch (IOException e) {
            return dialect == Dialect.LUA_5_1 ? Errno.failure(from, e) : Errno.failure(e);
        }
    }

    private Location entry(String name) throws IOException {
        return state.context().locateEntry(name, FileMode.WRITE);
    }

    private String temporaryName() {
        try {
            Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
            state.context().locate(folder.resolve("lua").toString(), FileMode.WRITE);
            return Files.createTempFile(folder, "lua", "").toString();
        } catch (IOException e) {
            throw new LuaError("unable to generate a unique filename");
        }
    }
}
