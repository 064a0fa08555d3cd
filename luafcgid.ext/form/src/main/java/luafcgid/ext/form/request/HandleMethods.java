package luafcgid.ext.form.request;

import java.io.IOException;
import java.util.Arrays;
import luafcgid.ext.form.upload.UploadInput;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The methods of opened uploads in one state: those of Lua's files that read. */
final class HandleMethods {
    private static final LuaString LINE = LuaValue.valueOf("l");

    private final LuaTable metatable = new LuaTable();

    HandleMethods() {
        LuaTable methods = new LuaTable();
        LibraryFunction.define(methods, "read", arguments -> read(open(arguments, "read"), arguments.subargs(2)));
        LibraryFunction.define(methods, "lines", HandleMethods::lines);
        LibraryFunction.define(methods, "seek", HandleMethods::seek);
        LibraryFunction.define(methods, "close", arguments -> {
            close(open(arguments, "close"));
            return LuaValue.TRUE;
        });
        metatable.rawset("__index", methods);
        LibraryFunction.define(
                metatable,
                "__tostring",
                arguments -> LuaValue.valueOf(
                        ((UploadInput) arguments.checkuserdata(1, UploadInput.class)).isClosed()
                                ? "file (closed)"
                                : "file (upload)"));
    }

    LuaValue handle(UploadInput input) {
        return new LuaUserdata(input, metatable);
    }

    private static UploadInput open(Varargs arguments, String method) {
        if (!(arguments.arg1().touserdata(UploadInput.class) instanceof UploadInput input)) {
            throw new LuaError("calling '" + method + "' on a "
                    + arguments.arg1().typename() + "; write f:" + method + "(...), with a colon");
        }
        if (input.isClosed()) {
            throw new LuaError("attempt to use a closed file");
        }
        return input;
    }

    private static void close(UploadInput input) {
        try {
            input.close();
        } catch (IOException e) {
            throw new LuaError("f:close: " + e);
        }
    }

    private static Varargs lines(Varargs arguments) {
        UploadInput input = open(arguments, "lines");
        Varargs formats = arguments.subargs(2);
        return new LibraryFunction("lines", ignored -> {
            if (input.isClosed()) {
                throw new LuaError("file is already closed");
            }
            return read(input, formats);
        });
    }

    private static Varargs read(UploadInput input, Varargs formats) {
        try {
            if (formats.narg() == 0) {
                return one(input, LINE, 1);
            }
            LuaValue[] values = new LuaValue[formats.narg()];
            for (int i = 0; i < values.length; i++) {
                values[i] = one(input, formats.arg(i + 1), i + 1);
                if (values[i].isnil()) {
                    LuaValue[] shorter = Arrays.copyOf(values, i + 1);
                    return LuaValue.varargsOf(shorter);
                }
            }
            return LuaValue.varargsOf(values);
        } catch (IOException e) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(String.valueOf(e.getMessage())));
        }
    }

    private static LuaValue one(UploadInput input, LuaValue format, int index) throws IOException {
        if (format.type() == LuaValue.TNUMBER) {
            return string(input.read(Math.max(format.checkint(), 0)));
        }
        String text = format.checkjstring();
        return switch (text.startsWith("*") ? text.substring(1) : text) {
            case "l" -> string(input.line(false));
            case "L" -> string(input.line(true));
            case "a" -> string(input.rest());
            default -> LuaValue.argerror(index, "invalid format; an upload is read by \"l\", \"L\", \"a\" or a number");
        };
    }

    private static LuaValue string(byte @Nullable [] bytes) {
        return bytes == null ? LuaValue.NIL : LuaString.valueUsing(bytes);
    }

    private static Varargs seek(Varargs arguments) {
        UploadInput input = open(arguments, "seek");
        String whence = arguments.optjstring(2, "cur");
        double offset = arguments.optdouble(3, 0);
        try {
            double base =
                    switch (whence) {
                        case "set" -> 0;
                        case "cur" -> input.position();
                        case "end" -> input.size();
                        default -> throw new LuaError("bad argument #1 to 'seek' (invalid option '" + whence + "')");
                    };
            if (!(base + offset >= 0)) {
                return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf("Invalid argument"), LuaValue.valueOf(22));
            }
            input.position((long) (base + offset));
            return LuaInteger.valueOf(input.position());
        } catch (IOException e) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(String.valueOf(e.getMessage())));
        }
    }
}
