package luafcgid.ext.shared;

import java.util.List;
import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.End;
import luafcgid.ext.shared.store.Entry;
import luafcgid.ext.shared.store.Queue;
import luafcgid.ext.shared.store.Stats;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lifetimes, lists, and the dictionary as a whole. */
final class KeyFunctions {
    private static final int KEYS = 1024;

    private KeyFunctions() {}

    static void define(Functions functions) {
        functions.define("ttl", KeyFunctions::ttl);
        functions.define("expire", KeyFunctions::expire);
        functions.define("lpush", arguments -> push(arguments, End.LEFT));
        functions.define("rpush", arguments -> push(arguments, End.RIGHT));
        functions.define("lpop", arguments -> pop(arguments, End.LEFT));
        functions.define("rpop", arguments -> pop(arguments, End.RIGHT));
        functions.define("llen", KeyFunctions::length);
        functions.define("get_keys", KeyFunctions::keys);
        functions.define("flush_all", KeyFunctions::flushAll);
        functions.define("flush_expired", arguments -> number(arguments.target().purge()));
        functions.define("count", arguments -> number(arguments.target().stats().entries()));
        functions.define(
                "capacity",
                arguments -> number(arguments.target().stats().limits().bytes()));
        functions.define("free_space", KeyFunctions::freeSpace);
        functions.define("stats", KeyFunctions::stats);
    }

    private static LuaValue number(long value) {
        return LuaInteger.valueOf(value);
    }

    private static Varargs ttl(Arguments arguments) {
        Ttl ttl = arguments.target().ttl(arguments.key());
        if (ttl == null) {
            return Functions.failure("not found");
        }
        return LuaValue.valueOf(ttl.endless() ? 0 : ttl.seconds());
    }

    private static Varargs expire(Arguments arguments) {
        if (!arguments.has(2)) {
            throw arguments.wrong(2, "number", arguments.value(2));
        }
        boolean found = arguments.target().expire(arguments.key(), arguments.ttl(2));
        return found ? LuaValue.TRUE : Functions.failure("not found");
    }

    private static Varargs push(Arguments arguments, End end) {
        return number(arguments.target().push(arguments.key(), end, arguments.data(2)));
    }

    private static Varargs pop(Arguments arguments, End end) {
        Data value = arguments.target().pop(arguments.key(), end);
        return value == null ? LuaValue.NIL : DataToLua.value(value);
    }

    private static Varargs length(Arguments arguments) {
        Entry entry = arguments.target().get(arguments.key());
        if (entry == null) {
            return LuaValue.ZERO;
        }
        return entry.value() instanceof Queue queue
                ? LuaValue.valueOf(queue.length())
                : Functions.failure("value not a list");
    }

    private static Varargs keys(Arguments arguments) {
        int max = arguments.integer(1, KEYS);
        List<Text> found = arguments.target().keys(max == 0 ? Integer.MAX_VALUE : max);
        LuaTable keys = new LuaTable(found.size(), 0);
        for (int i = 0; i < found.size(); i++) {
            keys.rawset(i + 1, DataToLua.value(found.get(i)));
        }
        return keys;
    }

    private static Varargs flushAll(Arguments arguments) {
        arguments.target().clear();
        return LuaValue.TRUE;
    }

    private static Varargs freeSpace(Arguments arguments) {
        Stats stats = arguments.target().stats();
        return number(Math.max(0, stats.limits().bytes() - stats.bytes()));
    }

    private static Varargs stats(Arguments arguments) {
        Stats stats = arguments.target().stats();
        LuaTable table = new LuaTable();
        table.set("entries", number(stats.entries()));
        table.set("bytes", number(stats.bytes()));
        table.set("capacity", number(stats.limits().bytes()));
        table.set("max_entries", number(stats.limits().entries()));
        table.set("hits", number(stats.hits()));
        table.set("misses", number(stats.misses()));
        table.set("evictions", number(stats.evictions()));
        return table;
    }
}
