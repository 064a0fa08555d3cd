package luafcgid.ext.shared;

import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.Entry;
import luafcgid.ext.shared.store.Numeric;
import luafcgid.ext.shared.store.Queue;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Reading and writing one entry. */
final class ValueFunctions {
    /** Each try that fails is another's that succeeded: so many in a row mean that the function is too slow for the key. */
    private static final int TRIES = 100;

    private static final Numeric ONE = new Numeric.Int(1);

    private final StateContext state;

    private ValueFunctions(StateContext state) {
        this.state = state;
    }

    static void define(Functions functions, StateContext state) {
        ValueFunctions values = new ValueFunctions(state);
        functions.define("get", ValueFunctions::get);
        functions.define("get_stale", ValueFunctions::getStale);
        functions.define("set", ValueFunctions::set);
        functions.define("add", ValueFunctions::add);
        functions.define("replace", ValueFunctions::replace);
        functions.define("delete", ValueFunctions::delete);
        functions.define("incr", ValueFunctions::incr);
        functions.define("cas", values::compareAndSet);
        functions.define("update", values::update);
    }

    private static Varargs get(Arguments arguments) {
        Entry entry = arguments.target().get(arguments.key());
        return entry == null ? LuaValue.NIL : found(entry);
    }

    private static Varargs found(Entry entry) {
        LuaValue value = DataToLua.value(plain(entry.value()));
        return entry.flags() == 0 ? value : LuaValue.varargsOf(value, LuaValue.valueOf(entry.flags()));
    }

    private static Data plain(Data data) {
        if (data instanceof Queue) {
            throw new StoreException("value is a list");
        }
        return data;
    }

    private static Varargs getStale(Arguments arguments) {
        SharedDictionary target = arguments.target();
        Text key = arguments.key();
        Entry entry = target.getStale(key);
        if (entry == null) {
            return LuaValue.NIL;
        }
        LuaValue value = DataToLua.value(plain(entry.value()));
        LuaValue flags = entry.flags() == 0 ? LuaValue.NIL : LuaValue.valueOf(entry.flags());
        return LuaValue.varargsOf(value, flags, LuaValue.valueOf(target.ttl(key) == null));
    }

    private static Varargs set(Arguments arguments) {
        Text key = arguments.key();
        if (arguments.has(2)) {
            arguments.target().set(key, arguments.data(2), arguments.integer(4, 0), arguments.ttl(3));
        } else {
            arguments.target().delete(key);
        }
        return LuaValue.TRUE;
    }

    private static Varargs add(Arguments arguments) {
        boolean added =
                arguments.target().add(arguments.key(), arguments.data(2), arguments.integer(4, 0), arguments.ttl(3));
        return added ? LuaValue.TRUE : Functions.refusal("exists");
    }

    private static Varargs replace(Arguments arguments) {
        boolean replaced = arguments
                .target()
                .replace(arguments.key(), arguments.data(2), arguments.integer(4, 0), arguments.ttl(3));
        return replaced ? LuaValue.TRUE : Functions.refusal("not found");
    }

    private static Varargs delete(Arguments arguments) {
        return LuaValue.valueOf(arguments.target().delete(arguments.key()));
    }

    private static Varargs incr(Arguments arguments) {
        Numeric initial = arguments.has(3) ? arguments.number(3) : null;
        Numeric sum = arguments.target().incr(arguments.key(), arguments.number(2, ONE), initial, arguments.ttl(4));
        return sum == null ? Functions.failure("not found") : DataToLua.number(sum);
    }

    private Varargs compareAndSet(Arguments arguments) {
        SharedDictionary target = arguments.target();
        Text key = arguments.key();
        Data expected = arguments.has(2) ? arguments.data(2) : null;
        Data next = arguments.has(3) ? arguments.data(3) : null;
        Ttl ttl = arguments.ttlOrKeep(4);
        while (true) {
            Entry seen = target.get(key);
            if (!(seen == null ? expected == null : seen.value().equals(expected))) {
                LuaValue now = seen == null ? LuaValue.NIL : DataToLua.value(plain(seen.value()));
                return LuaValue.varargsOf(LuaValue.FALSE, now);
            }
            if (target.swap(key, seen, next, flags(seen), ttl)) {
                return LuaValue.TRUE;
            }
            state.safepoint();
        }
    }

    private static int flags(@Nullable Entry entry) {
        return entry == null ? 0 : entry.flags();
    }

    private Varargs update(Arguments arguments) {
        SharedDictionary target = arguments.target();
        Text key = arguments.key();
        LuaValue function = arguments.value(2);
        if (!function.isfunction()) {
            throw arguments.wrong(2, "function", function);
        }
        Ttl ttl = arguments.ttlOrKeep(3);
        for (int i = 0; i < TRIES; i++) {
            Entry seen = target.get(key);
            LuaValue before = seen == null ? LuaValue.NIL : DataToLua.value(plain(seen.value()));
            LuaValue after = function.call(before);
            Data next = after.isnil() ? null : arguments.data(2, after);
            if (target.swap(key, seen, next, flags(seen), ttl)) {
                return after;
            }
            state.safepoint();
        }
        return Functions.failure(
                "conflict: others wrote '" + key + "' during each of " + TRIES + " tries; take its lock");
    }
}
