package luafcgid.lua.lib.modules;

import java.util.HashSet;
import java.util.Set;
import luafcgid.lua.Dialect;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code require}: asks the searchers for a loader, calls it, remembers the module. */
final class Require {
    private final ScriptState state;
    private final Dialect dialect;
    private final LuaTable library;
    private final LuaTable loaded;
    private final String searchers;
    /** In 5.1 the value of a module that is being loaded, or could not be. */
    private final LuaValue sentinel = new LuaUserdata(new Object());
    /** Since 5.2, where modules that require each other for ever are no error of their own in C. */
    private final Set<String> loading = new HashSet<>(0);

    Require(ScriptState state, LuaTable library, LuaTable loaded) {
        this.state = state;
        this.dialect = state.dialect();
        this.library = library;
        this.loaded = loaded;
        this.searchers = dialect == Dialect.LUA_5_1 ? "loaders" : "searchers";
    }

    Varargs require(Varargs arguments) {
        LuaString name = Arguments.string(1, Arguments.at(arguments, 1));
        LuaValue known = loaded.get(name);
        if (known.toboolean()) {
            if (known.raweq(sentinel)) {
                throw loop(name);
            }
            return known;
        }
        return dialect == Dialect.LUA_5_1 ? load51(name) : load(name);
    }

    private LuaValue load51(LuaString name) {
        LuaValue loader = search(name).arg1();
        loaded.set(name, sentinel);
        LuaValue module = state.load(() -> loader.call(name));
        if (!module.isnil()) {
            loaded.set(name, module);
        }
        if (loaded.get(name).raweq(sentinel)) {
            loaded.set(name, LuaValue.TRUE);
        }
        return loaded.get(name);
    }

    private Varargs load(LuaString name) {
        if (!loading.add(name.tojstring())) {
            throw loop(name);
        }
        try {
            Varargs loader = search(name);
            LuaValue module = state.load(() -> loader.arg1().call(name, loader.arg(2)));
            if (!module.isnil()) {
                loaded.set(name, module);
            } else if (loaded.get(name).isnil()) {
                loaded.set(name, LuaValue.TRUE);
            }
            return dialect.isAtLeast(Dialect.LUA_5_4)
                    ? LuaValue.varargsOf(loaded.get(name), loader.arg(2))
                    : loaded.get(name);
        } finally {
            loading.remove(name.tojstring());
        }
    }

    private static LuaError loop(LuaString name) {
        return new LuaError("loop or previous error loading module '" + name.tojstring() + "'");
    }

    /** The loader of a module, and what it is to be called with besides the name. */
    private Varargs search(LuaString name) {
        LuaValue list = library.get(searchers);
        if (!list.istable()) {
            throw new LuaError("'package." + searchers + "' must be a table");
        }
        StringBuilder tried =
                new StringBuilder("module '").append(name.tojstring()).append("' not found:");
        String begin = dialect.isAtLeast(Dialect.LUA_5_4) ? Searchers.ENTRY : "";
        for (int i = 1; ; i++) {
            LuaValue searcher = list.rawget(i);
            if (searcher.isnil()) {
                throw new LuaError(tried.toString());
            }
            Varargs found = searcher.invoke(name);
            if (found.arg1().isfunction()) {
                return found;
            }
            if (found.arg1().isstring()) {
                tried.append(begin).append(found.arg1().tojstring());
            }
            state.checkStop();
        }
    }
}
