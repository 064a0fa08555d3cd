package luafcgid.lua.io;

import java.io.IOException;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.OpenFile;
import luafcgid.lua.io.Stream.Buffering;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.runtime.Address;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The methods of file handles. They keep nothing of a state: all states share them. */
final class FileMethods {
    private static final double LARGEST_OFFSET = 0x1p63;

    private static final LibraryFunction[] METHODS = {
        new LibraryFunction("close", arguments -> close(stream(arguments))),
        new LibraryFunction("flush", arguments -> flush(stream(arguments), arguments.arg1())),
        new LibraryFunction("lines", arguments -> lines(stream(arguments), arguments.subargs(2), false)),
        new LibraryFunction("read", arguments -> Formats.read(stream(arguments), arguments.subargs(2))),
        new LibraryFunction("seek", FileMethods::seek),
        new LibraryFunction("setvbuf", FileMethods::setvbuf),
        new LibraryFunction("write", arguments -> write(stream(arguments), arguments.arg1(), arguments.subargs(2)))
    };
    private static final String[] NAMES = {"close", "flush", "lines", "read", "seek", "setvbuf", "write"};
    private static final LibraryFunction TO_STRING = new LibraryFunction("tostring", FileMethods::text);

    private FileMethods() {}

    /** A metatable for the handles of one state. */
    static LuaTable metatable() {
        LuaTable methods = new LuaTable(0, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            methods.rawset(LuaString.valueOf(NAMES[i]), METHODS[i]);
        }
        LuaTable metatable = new LuaTable(0, 4);
        metatable.rawset(LuaValue.INDEX, methods);
        metatable.rawset(LuaValue.TOSTRING, TO_STRING);
        metatable.rawset(LuaValue.valueOf("__name"), LuaValue.valueOf("FILE*"));
        return metatable;
    }

    private static Stream stream(Varargs arguments) {
        return open(arguments.arg1(), arguments.narg() > 0);
    }

    /** The file of a handle that is not closed. */
    static Stream open(LuaValue handle, boolean given) {
        Stream stream = handle(handle, given);
        if (stream.isClosed()) {
            throw new LuaError("attempt to use a closed file");
        }
        return stream;
    }

    private static Stream handle(LuaValue handle, boolean given) {
        if (OpenFile.of(handle) instanceof Stream stream) {
            return stream;
        }
        throw new LuaError("bad argument #1: FILE* expected, got " + (given ? handle.typename() : "no value"));
    }

    private static Varargs text(Varargs arguments) {
        Stream stream = handle(arguments.arg1(), true);
        return LuaString.valueOf(stream.isClosed() ? "file (closed)" : "file (" + Address.of(stream) + ")");
    }

    static Varargs close(Stream stream) {
        try {
            return stream.close();
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    static Varargs flush(Stream stream, LuaValue result) {
        try {
            stream.flush();
            return result;
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    static Varargs write(Stream stream, LuaValue handle, Varargs values) {
        try {
            for (int i = 1; i <= values.narg(); i++) {
                LuaValue value = values.arg(i);
                if (!value.isstring()) {
                    throw new LuaError("bad argument #" + i + ": string expected, got " + value.typename());
                }
                // As C does it: a float that is whole has no point here, from 5.3 on unlike elsewhere.
                LuaString text = value instanceof LuaDouble number
                        ? NumberText.string(number.todouble(), Dialect.LUA_5_1)
                        : value.strvalue();
                stream.write(text.m_bytes, text.m_offset, text.m_length);
            }
            return handle;
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    /** An iterator that reads by {@code formats}. */
    static LuaValue lines(Stream stream, Varargs formats, boolean closes) {
        return new LibraryFunction("lines", ignored -> {
            if (stream.isClosed()) {
                throw new LuaError("file is already closed");
            }
            Varargs result = Formats.read(stream, formats);
            if (result.arg1().isnil()) {
                if (result.narg() > 1
                        && result.arg(2).isstring()
                        && result.arg(3).isnumber()) {
                    throw new LuaError(result.arg(2).tojstring());
                }
                if (closes) {
                    close(stream);
                }
            }
            return result;
        });
    }

    private static Varargs seek(Varargs arguments) {
        Stream stream = stream(arguments);
        LuaValue whence = arguments.arg(2);
        String name = whence.isnil() ? "cur" : whence.isstring() ? whence.tojstring() : "";
        if (!name.equals("set") && !name.equals("cur") && !name.equals("end")) {
            throw new LuaError(
                    whence.isstring()
                            ? "bad argument #1: invalid option '" + name + "'"
                            : "bad argument #1: string expected, got " + whence.typename());
        }
        double offset = number(arguments.arg(3), 2, 0);
        if (offset != Math.rint(offset) || Math.abs(offset) >= LARGEST_OFFSET) {
            throw new LuaError("bad argument #2: not an integer in proper range");
        }
        try {
            return LuaInteger.valueOf(stream.seek(name, (long) offset));
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    private static double number(LuaValue value, int index, double otherwise) {
        if (value.isnil()) {
            return otherwise;
        }
        if (!value.isnumber()) {
            throw new LuaError("bad argument #" + index + ": number expected, got " + value.typename());
        }
        return value.todouble();
    }

    private static Varargs setvbuf(Varargs arguments) {
        Stream stream = stream(arguments);
        LuaValue mode = arguments.arg(2);
        Buffering buffering =
                switch (mode.isstring() ? mode.tojstring() : "") {
                    case "no" -> Buffering.NO;
                    case "line" -> Buffering.LINE;
                    case "full" -> Buffering.FULL;
                    default ->
                        throw new LuaError(
                                mode.isstring()
                                        ? "bad argument #1: invalid option '" + mode.tojstring() + "'"
                                        : "bad argument #1: string expected, got " + mode.typename());
                };
        stream.buffering(buffering, (int) number(arguments.arg(3), 2, WriteBuffer.USUAL_SIZE));
        return LuaValue.TRUE;
    }
}
