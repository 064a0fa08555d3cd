package luafcgid.lua.lib.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The four functions that {@code require} asks: they look into {@code package.preload} and among the extensions, for Lua files along
 * {@code package.path}, and twice along {@code package.cpath}, where nothing that is found can be loaded.
 */
final class Searchers {
    static final String NO_LIBRARIES_IN_C = "libraries in C are not loaded: look for an extension of luafcgid";
    /** What begins a line of the error that names all that was tried. */
    static final String ENTRY = "\n\t";

    private static final LuaString PRELOADED = LuaString.valueOf(":preload:");

    private final ScriptState state;
    private final LuaTable library;
    private final LuaTable preload;
    private final ModulePath path;
    private final ExtensionModules extensions;

    Searchers(ScriptState state, LuaTable library, LuaTable preload, ModulePath path) {
        this.state = state;
        this.library = library;
        this.preload = preload;
        this.path = path;
        this.extensions = new ExtensionModules(state);
    }

    LuaTable list() {
        LuaTable list = new LuaTable(4, 0);
        list.rawset(1, new LibraryFunction("preload", this::preloaded));
        list.rawset(2, new LibraryFunction("file", this::file));
        list.rawset(3, new LibraryFunction("library", this::library));
        list.rawset(4, new LibraryFunction("libraries", this::collection));
        return list;
    }

    private Varargs preloaded(Varargs arguments) {
        LuaString name = name(arguments);
        LuaValue loader = preload().get(name);
        if (!loader.isnil()) {
            return state.dialect().isAtLeast(Dialect.LUA_5_4) ? LuaValue.varargsOf(loader, PRELOADED) : loader;
        }
        Varargs extension = extensions.loader(name.tojstring());
        return extension.isnil(1) ? message("no field package.preload['" + name.tojstring() + "']") : extension;
    }

    /** In 5.1 the table that the library shows. */
    private LuaValue preload() {
        LuaValue shown = state.dialect() == Dialect.LUA_5_1 ? library.get("preload") : preload;
        if (!shown.istable()) {
            throw new LuaError("'package.preload' must be a table");
        }
        return shown;
    }

    private Varargs file(Varargs arguments) {
        String name = name(arguments).tojstring();
        ModulePath.Found found = path.search(fileName(name), templates("path"));
        Path file = found.file();
        if (file == null) {
            return LuaString.valueOf(found.text());
        }
        LuaValue loader = load(name, file, found.text());
        state.environment().opened().accept(name, Optional.empty());
        return state.dialect() == Dialect.LUA_5_1
                ? loader
                : LuaValue.varargsOf(loader, LuaString.valueOf(found.text()));
    }

    private LuaValue load(String name, Path file, String shown) {
        try {
            SourceFile source = state.files().module(file, shown);
            return source.code().instantiate(state.lua(), state.threadGlobals().current());
        } catch (IOException e) {
            throw failure(name, shown, "cannot read " + shown + ": " + Errno.text(e));
        } catch (LuaError e) {
            throw failure(name, shown, String.valueOf(e.getMessage()));
        }
    }

    private Varargs library(Varargs arguments) {
        return inC(name(arguments).tojstring(), true);
    }

    /** Libraries in C may hold many modules, under the first part of their names. */
    private Varargs collection(Varargs arguments) {
        String name = name(arguments).tojstring();
        int end = name.indexOf('.');
        return end < 0 ? LuaValue.NONE : inC(name.substring(0, end), false);
    }

    private Varargs inC(String name, boolean hint) {
        String templates = templates("cpath");
        if (templates.isEmpty()) {
            return hint ? message("no extension provides '" + name + "'") : LuaValue.NONE;
        }
        ModulePath.Found found = path.search(fileName(name), templates);
        if (found.file() == null) {
            return LuaString.valueOf(found.text());
        }
        throw failure(name, found.text(), NO_LIBRARIES_IN_C);
    }

    private static LuaError failure(String name, String file, String why) {
        return new LuaError("error loading module '" + name + "' from file '" + file + "':\n\t" + why);
    }

    private static LuaString name(Varargs arguments) {
        return Arguments.string(1, Arguments.at(arguments, 1));
    }

    private static String fileName(String name) {
        return name.replace('.', '/');
    }

    private String templates(String field) {
        LuaValue templates = library.get(field);
        if (!templates.isstring()) {
            throw new LuaError("'package." + field + "' must be a string");
        }
        return templates.tojstring();
    }

    /** From 5.4 on {@code require} begins the lines, before that each searcher does. */
    private LuaString message(String line) {
        return LuaString.valueOf(state.dialect().isAtLeast(Dialect.LUA_5_4) ? line : ENTRY + line);
    }
}
