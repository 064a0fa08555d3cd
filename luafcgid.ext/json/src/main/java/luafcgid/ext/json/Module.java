package luafcgid.ext.json;

import luafcgid.lua.LibraryFunction;
import luafcgid.lua.LibraryFunction.Body;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One instance of the module, with settings of its own. */
final class Module {
    private static final String NAME = "cjson";
    /** OpenResty's, whose functions these are. */
    private static final String VERSION = "2.1.0.11";

    private final StateContext state;
    private final Marks marks;
    private final boolean safe;
    private final Settings settings = new Settings();

    /** Null until they are needed. The encoder also while it works: then a metamethod wants another. */
    private @Nullable Encoder encoder;

    private @Nullable Decoder decoder;

    /** @param safe whether encode and decode return errors instead of raising them */
    Module(StateContext state, Marks marks, boolean safe) {
        this.state = state;
        this.marks = marks;
        this.safe = safe;
    }

    LuaTable table() {
        LuaTable table = new LuaTable(0, 32);
        LibraryFunction.define(table, "encode", perhapsSafe("encode", this::encode));
        LibraryFunction.define(table, "decode", perhapsSafe("decode", this::decode));
        LibraryFunction.define(table, "new", ignored -> new Module(state, marks, safe).table());
        Options.define(table, settings);
        table.rawset("null", marks.none);
        table.rawset("empty_array", marks.emptyArray);
        table.rawset("array_mt", marks.arrays);
        table.rawset("empty_array_mt", marks.emptyArrays);
        table.rawset("_NAME", LuaValue.valueOf(NAME));
        table.rawset("_VERSION", LuaValue.valueOf(VERSION));
        return table;
    }

    private Body perhapsSafe(String function, Body body) {
        if (!safe) {
            return body;
        }
        LuaValue conversion = new LibraryFunction(function, body);
        return values -> {
            // The number of arguments is the programmer's error, not the data's: raised all the same.
            Argument.required(function, values);
            Varargs results = state.callProtected(conversion, values);
            return results.arg1().toboolean() ? results.subargs(2) : LuaValue.varargsOf(LuaValue.NIL, results.arg(2));
        };
    }

    private Varargs encode(Varargs values) {
        LuaValue value = Argument.required("encode", values).value();
        Encoder idle = encoder;
        encoder = null;
        Encoder mine = idle == null ? new Encoder(state, settings, marks) : idle;
        try {
            return mine.encode(value);
        } finally {
            encoder = mine;
        }
    }

    private Varargs decode(Varargs values) {
        Argument text = Argument.required("decode", values);
        Decoder mine = decoder;
        if (mine == null) {
            mine = new Decoder(state, settings, marks);
            decoder = mine;
        }
        return mine.decode(text.string());
    }
}
