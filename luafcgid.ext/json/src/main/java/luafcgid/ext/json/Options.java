package luafcgid.ext.json;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import luafcgid.ext.json.Settings.InvalidNumbers;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions that change settings: each returns what holds, and changes nothing where it is given nil. */
final class Options {
    private static final List<String> SWITCH = List.of("off", "on");
    private static final List<String> INVALID_NUMBERS = List.of("off", "on", "null");

    private final Settings settings;
    private final LuaTable table;

    private Options(Settings settings, LuaTable table) {
        this.settings = settings;
        this.table = table;
    }

    static void define(LuaTable table, Settings settings) {
        new Options(settings, table).define();
    }

    private void define() {
        Settings s = settings;
        flag("encode_empty_table_as_object", () -> s.emptyTableIsObject, on -> s.emptyTableIsObject = on);
        flag("encode_escape_forward_slash", () -> s.escapeSlash, on -> s.escapeSlash = on);
        flag("encode_keep_buffer", () -> s.keepBuffer, on -> s.keepBuffer = on);
        flag("encode_skip_unsupported_value_types", () -> s.skipUnsupported, on -> s.skipUnsupported = on);
        flag("decode_allow_comment", () -> s.decodeComments, on -> s.decodeComments = on);
        flag("decode_array_with_array_mt", () -> s.decodeArraysMarked, on -> s.decodeArraysMarked = on);
        flag("decode_invalid_numbers", () -> s.decodeInvalidNumbers, on -> s.decodeInvalidNumbers = on);
        int most = Integer.MAX_VALUE;
        number("encode_max_depth", 1, most, () -> s.encodeMaxDepth, n -> s.encodeMaxDepth = n);
        number("decode_max_depth", 1, most, () -> s.decodeMaxDepth, n -> s.decodeMaxDepth = n);
        number("encode_number_precision", 1, Settings.MAX_PRECISION, () -> s.precision, n -> s.precision = n);
        LibraryFunction.define(table, "encode_sparse_array", this::sparseArray);
        LibraryFunction.define(table, "encode_invalid_numbers", this::invalidNumbers);
        LibraryFunction.define(table, "encode_indent", this::indent);
    }

    private void flag(String function, BooleanSupplier read, Consumer<Boolean> write) {
        LibraryFunction.define(table, function, values -> {
            Argument argument = Argument.only(function, values);
            if (argument.isGiven()) {
                write.accept(argument.choice(SWITCH) == 1);
            }
            return LuaValue.valueOf(read.getAsBoolean());
        });
    }

    private void number(String function, int least, int most, IntSupplier read, IntConsumer write) {
        LibraryFunction.define(table, function, values -> {
            Argument argument = Argument.only(function, values);
            if (argument.isGiven()) {
                write.accept(argument.integer(least, most));
            }
            return LuaValue.valueOf(read.getAsInt());
        });
    }

    private Varargs sparseArray(Varargs values) {
        String function = "encode_sparse_array";
        Argument convert = new Argument(function, values, 1, 3);
        Argument ratio = new Argument(function, values, 2, 3);
        Argument safe = new Argument(function, values, 3, 3);
        boolean newConvert = convert.isGiven() ? convert.choice(SWITCH) == 1 : settings.convertSparseArrays;
        int newRatio = ratio.isGiven() ? ratio.integer(0, Integer.MAX_VALUE) : settings.sparseRatio;
        int newSafe = safe.isGiven() ? safe.integer(0, Integer.MAX_VALUE) : settings.sparseSafe;
        settings.convertSparseArrays = newConvert;
        settings.sparseRatio = newRatio;
        settings.sparseSafe = newSafe;
        return LuaValue.varargsOf(LuaValue.valueOf(newConvert), LuaValue.valueOf(newRatio), LuaValue.valueOf(newSafe));
    }

    private Varargs invalidNumbers(Varargs values) {
        Argument argument = Argument.only("encode_invalid_numbers", values);
        if (argument.isGiven()) {
            settings.encodeInvalidNumbers = switch (argument.choice(INVALID_NUMBERS)) {
                case 0 -> InvalidNumbers.REFUSED;
                case 1 -> InvalidNumbers.WRITTEN;
                default -> InvalidNumbers.NULL;
            };
        }
        return switch (settings.encodeInvalidNumbers) {
            case REFUSED -> LuaValue.FALSE;
            case WRITTEN -> LuaValue.TRUE;
            case NULL -> LuaString.valueOf("null");
        };
    }

    private Varargs indent(Varargs values) {
        Argument argument = Argument.only("encode_indent", values);
        if (argument.isGiven()) {
            settings.indent = argument.string();
        }
        return settings.indent;
    }
}
