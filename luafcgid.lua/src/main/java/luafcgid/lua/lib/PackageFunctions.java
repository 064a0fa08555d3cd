package luafcgid.lua.lib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import luafcgid.lua.Dialect;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.bundle.LuaModules;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.engine.Environment;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.runtime.Arguments;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code require} and the package library. Looks into package.preload, among the extensions, and along package.path. */
final class PackageFunctions {
    private static final LuaValue LOADED = LuaValue.valueOf("loaded");
    private static final LuaValue PRELOAD = LuaValue.valueOf("preload");
    private static final String ENTRY = "\n\t";
    private static final LuaValue PATH = LuaValue.valueOf("path");
    private static final LuaValue CONFIG = LuaValue.valueOf("/\n;\n?\n!\n-\n");
    private static final LuaValue CONFIG_51 = LuaValue.valueOf("/\n;\n?\n!\n-");

    private final ScriptState state;
    private final LuaTable library = new LuaTable(0, 8);
    private final LuaTable loaded;
    private final LuaString searchers;
    private final Set<String> loading = new HashSet<>(0);

    PackageFunctions(ScriptState state, LuaTable loaded) {
        this.state = state;
        this.loaded = loaded;
        this.searchers = LuaString.valueOf(state.dialect() == Dialect.LUA_5_1 ? "loaders" : "searchers");
    }

    LuaTable install(LuaTable globals) {
        LuaTable list = new LuaTable(4, 0);
        list.rawset(1, new LibraryFunction("preload", this::preloaded));
        list.rawset(2, new LibraryFunction("extension", this::extension));
        list.rawset(3, new LibraryFunction("file", this::file));
        library.rawset(LOADED, loaded);
        library.rawset(PRELOAD, new LuaTable());
        library.rawset(searchers, list);
        if (state.dialect() == Dialect.LUA_5_2) {
            library.rawset("loaders", list);
        }
        library.rawset(PATH, LuaString.valueOf(defaultPath(state.environment())));
        library.rawset("cpath", LuaValue.EMPTYSTRING);
        library.rawset("config", state.dialect() == Dialect.LUA_5_1 ? CONFIG_51 : CONFIG);
        if (state.dialect() != Dialect.LUA_5_1) {
            LibraryFunction.define(library, "searchpath", this::searchPath);
        }
        LibraryFunction.define(library, "loadlib", PackageFunctions::loadLibrary);
        LibraryFunction.define(globals, "require", this::require);
        return library;
    }

    /** The script's folder, the folders of modules, and the root that holds the script. */
    private static String defaultPath(Environment environment) {
        List<Path> folders = new ArrayList<>();
        folders.add(environment.folder());
        folders.addAll(environment.files().modules());
        environment.files().roots().stream()
                .filter(root -> environment.path().startsWith(root) && !root.equals(environment.folder()))
                .forEach(folders::add);
        StringBuilder path = new StringBuilder();
        for (Path folder : folders) {
            path.append(path.isEmpty() ? "" : ";")
                    .append(folder)
                    .append("/?.lua;")
                    .append(folder)
                    .append("/?/init.lua");
        }
        return path.toString();
    }

    private Varargs require(Varargs arguments) {
        LuaString key = Arguments.string(1, Arguments.at(arguments, 1));
        String name = key.tojstring();
        LuaValue known = loaded.get(key);
        if (known.toboolean()) {
            return known;
        }
        if (!loading.add(name)) {
            throw new LuaError("loop or previous error loading module '" + name + "'");
        }
        try {
            Varargs loader = search(name);
            // 5.1 gives the name only; a second argument harms nobody and tells a module of a bundle where it is from.
            LuaValue module = loader.arg1().call(key, loader.arg(2));
            if (!module.isnil()) {
                loaded.set(key, module);
            } else if (loaded.get(key).isnil()) {
                loaded.set(key, LuaValue.TRUE);
            }
            return state.dialect().isAtLeast(Dialect.LUA_5_4)
                    ? LuaValue.varargsOf(loaded.get(key), loader.arg(2))
                    : loaded.get(key);
        } finally {
            loading.remove(name);
        }
    }

    private Varargs search(String name) {
        LuaValue list = library.get(searchers);
        if (!list.istable()) {
            throw new LuaError("'package." + searchers.tojstring() + "' must be a table");
        }
        StringBuilder tried = new StringBuilder("module '").append(name).append("' not found:");
        for (int i = 1; ; i++) {
            LuaValue searcher = list.get(i);
            if (searcher.isnil()) {
                throw new LuaError(tried.toString());
            }
            Varargs found = searcher.invoke(LuaString.valueOf(name));
            if (found.arg1().isfunction()) {
                return found;
            }
            if (found.arg1().isstring()) {
                tried.append(state.dialect().isAtLeast(Dialect.LUA_5_4) ? ENTRY : "")
                        .append(found.arg1().tojstring());
            }
        }
    }

    private Varargs preloaded(Varargs arguments) {
        LuaValue loader = library.get(PRELOAD).get(arguments.arg1());
        return loader.isnil() ? message("\n\tno field package.preload['" + arguments.checkjstring(1) + "']") : loader;
    }

    private Varargs extension(Varargs arguments) {
        String name = arguments.checkjstring(1);
        Extension extension = choose(name);
        if (extension == null) {
            return message("\n\tno extension provides '" + name + "'");
        }
        if (extension.service() instanceof LuaModules modules) {
            Varargs loader = modules.loader(name, state);
            return LuaValue.varargsOf(
                    new LibraryFunction(
                            name,
                            given ->
                                    guarded(extension, name, () -> loader.arg1().invoke(given))),
                    loader.arg(2));
        }
        return new LibraryFunction(name, ignored -> guarded(extension, name, () -> open(extension, name)));
    }

    /** Who waits for the end of an extension's use has to know of this one before it begins: hence the second look. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Extension choose(String name) {
        Extension extension = state.environment().extensions().find(name);
        while (extension != null) {
            state.environment().opened().accept(name, Optional.of(extension));
            Extension now = state.environment().extensions().find(name);
            if (now == extension) {
                return extension;
            }
            extension = now;
        }
        return null;
    }

    private LuaValue open(Extension extension, String name) {
        LuaValue module = extension.service().open(state.context(), name);
        return module.isnil() ? LuaValue.TRUE : module;
    }

    private Varargs guarded(Extension extension, String name, Supplier<Varargs> opening) {
        try {
            return opening.get();
        } catch (RuntimeException e) {
            String why = e instanceof LuaError ? String.valueOf(e.getMessage()) : e.toString();
            state.environment().extensions().failed(extension, name, why);
            throw e;
        } catch (LinkageError e) {
            // A bundle that lacks a class is as broken for its scripts as one that throws, and no more so for the
            // daemon.
            state.environment().extensions().failed(extension, name, e.toString());
            throw new LuaError("module '" + name + "' cannot be opened: " + e);
        }
    }

    /** Opens the modules that are global variables of every state. */
    void openGlobals(LuaTable globals) {
        state.environment().extensions().modules().forEach((module, extension) -> {
            if (!extension.globalOf(module).isEmpty()) {
                openGlobal(globals, extension.global(), module);
            }
        });
    }

    /** One library that fails must not keep all scripts from running. */
    private void openGlobal(LuaTable globals, String global, String module) {
        try {
            globals.set(
                    LuaString.valueOf(global),
                    require(LuaString.valueOf(module)).arg1());
        } catch (RuntimeException e) {
            state.context().log().log(System.Logger.Level.WARNING, "module " + module + " was not opened", e);
        }
    }

    private Varargs file(Varargs arguments) {
        String name = arguments.checkjstring(1);
        LuaValue path = library.get(PATH);
        if (!path.isstring()) {
            throw new LuaError("'package.path' must be a string");
        }
        StringBuilder tried = new StringBuilder();
        Path file = find(name.replace('.', '/'), path.tojstring(), tried);
        if (file == null) {
            return message(tried.toString());
        }
        LuaValue loader = load(name, file);
        state.environment().opened().accept(name, Optional.empty());
        return LuaValue.varargsOf(loader, LuaString.valueOf(file.toString()));
    }

    private LuaValue load(String name, Path file) {
        try {
            SourceFile source = state.environment().modules().load(file);
            return source.code().instantiate(state.lua(), state.globals());
        } catch (IOException | LuaError e) {
            throw new LuaError("error loading module '" + name + "' from file '" + file + "':\n\t" + e.getMessage());
        }
    }

    private Varargs searchPath(Varargs arguments) {
        String separator = arguments.optjstring(3, ".");
        String name = arguments.checkjstring(1);
        if (!separator.isEmpty()) {
            name = name.replace(separator, arguments.optjstring(4, "/"));
        }
        StringBuilder tried = new StringBuilder();
        Path file = find(name, arguments.checkjstring(2), tried);
        return file == null
                ? LuaValue.varargsOf(LuaValue.NIL, message(tried.toString()))
                : LuaString.valueOf(file.toString());
    }

    /** From 5.4 on {@code require} begins the lines, before that each searcher does. */
    private LuaString message(String lines) {
        boolean begun = state.dialect().isAtLeast(Dialect.LUA_5_4) && lines.startsWith(ENTRY);
        return LuaString.valueOf(begun ? lines.substring(ENTRY.length()) : lines);
    }

    private static Varargs loadLibrary(Varargs arguments) {
        Arguments.string(1, Arguments.at(arguments, 1));
        Arguments.string(2, Arguments.at(arguments, 2));
        return LuaValue.varargsOf(
                LuaValue.NIL,
                LuaValue.valueOf("libraries in C are not loaded: look for an extension of luafcgid"),
                LuaValue.valueOf("absent"));
    }

    private @Nullable Path find(String name, String path, StringBuilder tried) {
        for (String template : path.split(";", -1)) {
            if (template.isEmpty()) {
                continue;
            }
            String candidate = template.replace("?", name);
            Path file = candidate.indexOf('\0') < 0
                    ? state.context().cwd().resolve(candidate).normalize()
                    : null;
            if (file != null && state.environment().modules().peek(file) != null) {
                return file;
            }
            if (file == null || !Files.isRegularFile(file)) {
                tried.append("\n\tno file '").append(candidate).append('\'');
            } else if (!allowed(candidate)) {
                tried.append("\n\tfile '").append(candidate).append("' is outside of the script roots");
            } else {
                return file;
            }
        }
        return null;
    }

    private boolean allowed(String candidate) {
        try {
            return Files.isReadable(state.context().resolve(candidate, FileMode.LOAD));
        } catch (LuaError e) {
            return false;
        }
    }
}
