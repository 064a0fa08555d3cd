package luafcgid.ext.shared;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.SharedStore;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code require "shared"}: dictionaries that all states share. */
public final class SharedLibrary implements LuaExtension {
    /** The dictionary that functions of the module itself work on. */
    private static final String STANDARD = "default";

    private static final int MAX_NAME = 255;

    private final Supplier<@Nullable SharedStore> stores;
    private final AtomicLong owners = new AtomicLong();

    /** @param stores says which store serves now; asked at every call */
    public SharedLibrary(Supplier<@Nullable SharedStore> stores) {
        this.stores = stores;
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        LuaTable shared = new LuaTable();
        Functions functions = new Functions(shared, new Handle(stores, STANDARD, Limits.DEFAULT));
        ValueFunctions.define(functions, state);
        KeyFunctions.define(functions);
        LockFunctions.define(functions, state, owners.incrementAndGet());
        LuaTable metatable = new LuaTable();
        metatable.set(LuaValue.INDEX, functions.methods());
        metatable.set("__name", "shared dictionary");
        LibraryFunction.define(metatable, "__tostring", SharedLibrary::describe);
        Map<String, LuaValue> dictionaries = new HashMap<>();
        LibraryFunction.define(shared, "dict", arguments -> dictionary(dictionaries, metatable, arguments));
        return shared;
    }

    private static LuaValue describe(Varargs arguments) {
        Object self = arguments.touserdata(1);
        return LuaValue.valueOf(self instanceof Handle handle ? "shared dictionary (" + handle.name() + ")" : "?");
    }

    private Varargs dictionary(Map<String, LuaValue> dictionaries, LuaTable metatable, Varargs arguments) {
        int length = arguments.checkstring(1).length();
        String name = arguments.tojstring(1);
        if (length == 0 || length > MAX_NAME) {
            throw new LuaError(
                    "bad argument #1 to 'dict' (name of 1 to " + MAX_NAME + " bytes expected, got " + length + ")");
        }
        LuaValue known = dictionaries.get(name);
        if (known != null) {
            return known;
        }
        Handle handle = new Handle(stores, name, limits(arguments.opttable(2, new LuaTable())));
        try {
            handle.target();
        } catch (StoreException e) {
            return Functions.failure(e);
        }
        LuaValue made = new LuaUserdata(handle, metatable);
        dictionaries.put(name, made);
        return made;
    }

    private static Limits limits(LuaTable options) {
        for (Varargs next = options.next(LuaValue.NIL); !next.isnil(1); next = options.next(next.arg1())) {
            String option = next.arg1().tojstring();
            if (!option.equals("bytes") && !option.equals("entries") && !option.equals("stale")) {
                throw new LuaError("bad argument #2 to 'dict' (option '" + option
                        + "' is unknown; there are bytes, entries and stale)");
            }
        }
        double stale = option(options, "stale") * TimeUnit.SECONDS.toNanos(1);
        return new Limits((long) option(options, "bytes"), (long) option(options, "entries"), (long) stale);
    }

    private static double option(LuaTable options, String name) {
        LuaValue value = options.get(name);
        if (value.isnil()) {
            return 0;
        }
        double number = value.isnumber() ? value.todouble() : -1;
        if (!(number >= 0)) {
            throw new LuaError("bad argument #2 to 'dict' (option '" + name + "': number from 0 expected, got "
                    + value.tojstring() + ")");
        }
        return number;
    }
}
