package luafcgid.ext.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import luafcgid.lua.Lease;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What was encoded is decoded to the same. */
@Timeout(60)
final class RoundTripTest {
    private static final int DOCUMENTS = 1500;

    @TempDir
    Path folder;

    @Test
    void randomValuesComeBackAsTheyWere() throws Exception {
        long seed = System.nanoTime();
        System.out.println("RoundTripTest seed " + seed);
        Random random = new Random(seed);
        try (Site site = new Site(folder)) {
            site.extension(new Json(), "cjson");
            Path script = site.write(
                    "a.lua",
                    """
                    local cjson = require "cjson"
                    cjson.encode_number_precision(16)
                    function main(value, indent)
                      cjson.encode_indent(indent)
                      local text = cjson.encode(value)
                      return cjson.decode(text), text
                    end
                    """);
            try (Lease lease = site.claim(script)) {
                LuaValue main = lease.state().globals().get("main");
                for (int i = 0; i < DOCUMENTS; i++) {
                    LuaValue value = value(random, random.nextInt(5));
                    LuaValue indent = LuaValue.valueOf(random.nextBoolean() ? "" : "\t");
                    Varargs back = lease.state().call(main, LuaValue.varargsOf(value, indent));
                    assertTrue(same(value, back.arg1()), () -> back.arg(2).tojstring());
                }
            }
        }
    }

    private static LuaValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> LuaValue.valueOf(random.nextBoolean());
            case 1 -> LuaValue.valueOf(random.nextInt() >> random.nextInt(32));
            // As many digits as sixteen tell apart.
            case 2 -> LuaValue.valueOf(random.nextInt(100_000_000) / Math.pow(10, random.nextInt(12)));
            case 3, 4 -> string(random);
            case 5, 6 -> array(random, depth - 1);
            default -> object(random, depth - 1);
        };
    }

    private static LuaString string(Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 3000 : 12)];
        random.nextBytes(bytes);
        return LuaString.valueOf(bytes);
    }

    private static LuaTable array(Random random, int depth) {
        LuaTable table = new LuaTable();
        int count = 1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 5);
        for (int i = 1; i <= count; i++) {
            table.set(i, value(random, depth / 2));
        }
        return table;
    }

    private static LuaTable object(Random random, int depth) {
        LuaTable table = new LuaTable();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 100 : 5); i > 0; i--) {
            table.set(string(random), value(random, depth / 2));
        }
        return table;
    }

    private static boolean same(LuaValue a, LuaValue b) {
        if (!a.istable()) {
            return a.raweq(b);
        }
        if (!b.istable()) {
            return false;
        }
        LuaTable one = a.checktable();
        LuaTable other = b.checktable();
        for (Varargs entry = one.next(LuaValue.NIL); !entry.isnil(1); entry = one.next(entry.arg1())) {
            if (!same(entry.arg(2), other.get(entry.arg1()))) {
                return false;
            }
        }
        return one.keyCount() == other.keyCount();
    }

    @Test
    void comparisonSeesEveryDifference() {
        LuaTable one = new LuaTable();
        one.set("a", 1);
        LuaTable other = new LuaTable();
        other.set("a", 1);
        assertTrue(same(one, other));
        other.set("b", 1);
        assertEquals(false, same(one, other));
        one.set("b", 2);
        assertEquals(false, same(one, other));
    }
}
