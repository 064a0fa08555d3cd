package luafcgid.lua.io;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.OpenFile;
import luafcgid.lua.io.Stream.Buffering;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.runtime.Address;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The methods of file handles in a dialect. They keep nothing of a state: all states share them. */
final class FileMethods {
    /** As C Lua has it, from 5.3 on and before. */
    private static final int MOST_FORMATS = 250;

    private static final int MOST_FORMATS_5_2 = 17;
    private static final double LARGEST_OFFSET = 0x1p63;
    private static final List<String> WHENCES = List.of("set", "cur", "end");
    private static final List<String> BUFFERINGS = List.of("no", "line", "full");
    private static final Map<Dialect, FileMethods> ALL = new EnumMap<>(Dialect.class);

    static {
        for (Dialect dialect : Dialect.values()) {
            ALL.put(dialect, new FileMethods(dialect));
        }
    }

    private final Dialect dialect;
    private final Map<String, LibraryFunction> methods;
    private final Map<String, LibraryFunction> metamethods;

    private FileMethods(Dialect dialect) {
        this.dialect = dialect;
        methods = Map.ofEntries(
                method("close", arguments -> close(stream(arguments))),
                method("flush", arguments -> flush(stream(arguments))),
                method("lines", arguments -> lines(Arguments.at(arguments, 1), arguments.subargs(2), false)),
                method("read", arguments -> formats(2).read(stream(arguments), arguments.subargs(2))),
                method("seek", this::seek),
                method("setvbuf", FileMethods::setvbuf),
                method("write", arguments -> write(stream(arguments), arguments.arg1(), arguments.subargs(2), 2)));
        var text = method("__tostring", FileMethods::text);
        var collected = method("__gc", FileMethods::end);
        metamethods = dialect.isAtLeast(Dialect.LUA_5_4)
                ? Map.ofEntries(text, collected, method("__close", FileMethods::end))
                : Map.ofEntries(text, collected);
    }

    private static Map.Entry<String, LibraryFunction> method(String name, LibraryFunction.Body body) {
        return Map.entry(name, new LibraryFunction(name, body));
    }

    static FileMethods of(Dialect dialect) {
        return Objects.requireNonNull(ALL.get(dialect));
    }

    /** A metatable for the handles of one state. */
    LuaTable metatable() {
        LuaTable metatable = new LuaTable(0, 12);
        // Before 5.4 the metatable is where the methods are.
        LuaTable index = dialect.isAtLeast(Dialect.LUA_5_4) ? new LuaTable(0, methods.size()) : metatable;
        methods.forEach((name, method) -> index.rawset(LuaString.valueOf(name), method));
        metamethods.forEach((name, method) -> metatable.rawset(LuaString.valueOf(name), method));
        metatable.rawset(LuaValue.INDEX, index);
        if (dialect.hasIntegers()) {
            metatable.rawset(LuaValue.valueOf("__name"), LuaValue.valueOf("FILE*"));
        }
        return metatable;
    }

    /** Reads what is asked for from an argument on. */
    Formats formats(int firstArgument) {
        return new Formats(dialect, firstArgument);
    }

    private static Stream stream(Varargs arguments) {
        return open(Arguments.at(arguments, 1));
    }

    /** The file of a handle that is not closed. */
    static Stream open(LuaValue handle) {
        Stream stream = handle(handle);
        if (stream.isClosed()) {
            throw new LuaError("attempt to use a closed file");
        }
        return stream;
    }

    private static Stream handle(LuaValue handle) {
        if (OpenFile.of(handle) instanceof Stream stream) {
            return stream;
        }
        throw Arguments.wrongType(1, handle, "FILE*");
    }

    private static Varargs text(Varargs arguments) {
        Stream stream = handle(Arguments.at(arguments, 1));
        return LuaString.valueOf(stream.isClosed() ? "file (closed)" : "file (" + Address.of(stream) + ")");
    }

    /** Closes what is still open. */
    private static Varargs end(Varargs arguments) {
        Stream stream = handle(Arguments.at(arguments, 1));
        if (!stream.isClosed()) {
            close(stream);
        }
        return LuaValue.NONE;
    }

    static Varargs close(Stream stream) {
        try {
            return stream.close();
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    static Varargs flush(Stream stream) {
        try {
            stream.flush();
            return LuaValue.TRUE;
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    /** Writes values, the first of which is the function's argument with that number. */
    Varargs write(Stream stream, LuaValue handle, Varargs values, int firstArgument) {
        try {
            for (int i = 1; i <= values.narg(); i++) {
                LuaValue value = values.arg(i);
                // As C does it: a float that is whole has no point here, from 5.3 on unlike elsewhere.
                LuaString text = value instanceof LuaDouble number
                        ? NumberText.string(number.todouble(), Dialect.LUA_5_1)
                        : Arguments.string(firstArgument + i - 1, value);
                stream.write(text.m_bytes, text.m_offset, text.m_length);
            }
            return dialect == Dialect.LUA_5_1 ? LuaValue.TRUE : handle;
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    /** An iterator that reads by {@code wanted}. */
    LuaValue lines(LuaValue handle, Varargs wanted, boolean closes) {
        open(handle);
        Varargs read = dialect == Dialect.LUA_5_1 ? LuaValue.NONE : wanted;
        if (dialect.hasIntegers() && read.narg() > MOST_FORMATS) {
            throw Arguments.wrong(MOST_FORMATS + 2, "too many arguments");
        }
        if (dialect == Dialect.LUA_5_2 && read.narg() > MOST_FORMATS_5_2) {
            throw Arguments.wrong(MOST_FORMATS_5_2, "too many options");
        }
        Formats formats = formats(2);
        return new LibraryFunction("lines", ignored -> {
            // Of the handle, which the iterator keeps thereby: the file of one that is forgotten is closed.
            Stream stream = handle(handle);
            if (stream.isClosed()) {
                throw new LuaError("file is already closed");
            }
            Varargs result = formats.read(stream, read);
            if (result.arg1().isnil()) {
                if (result.narg() > 1
                        && result.arg(2).isstring()
                        && result.arg(3).isnumber()) {
                    throw new LuaError(result.arg(2).tojstring());
                }
                if (closes) {
                    close(stream);
                }
                return LuaValue.NONE;
            }
            return result;
        });
    }

    private Varargs seek(Varargs arguments) {
        Stream stream = stream(arguments);
        LuaValue whence = Arguments.at(arguments, 2);
        String name = whence.isnil() ? "cur" : option(whence, WHENCES);
        LuaValue offset = arguments.arg(3);
        if (dialect == Dialect.LUA_5_2 && !offset.isnil()) {
            double distance = Arguments.number(3, offset);
            if (distance != Math.rint(distance) || Math.abs(distance) >= LARGEST_OFFSET) {
                throw Arguments.wrong(3, "not an integer in proper range");
            }
        }
        long distance = Arguments.integer(dialect, 3, offset, 0);
        try {
            return Numbers.whole(dialect, stream.seek(name, distance));
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    /** One of the words that the second argument may be. */
    private static String option(LuaValue value, List<String> words) {
        String word = Arguments.string(2, value).tojstring();
        if (!words.contains(word)) {
            throw Arguments.wrong(2, "invalid option '" + word + "'");
        }
        return word;
    }

    private static Varargs setvbuf(Varargs arguments) {
        Stream stream = stream(arguments);
        Buffering buffering =
                switch (option(Arguments.at(arguments, 2), BUFFERINGS)) {
                    case "no" -> Buffering.NO;
                    case "line" -> Buffering.LINE;
                    default -> Buffering.FULL;
                };
        LuaValue size = arguments.arg(3);
        stream.buffering(buffering, size.isnil() ? WriteBuffer.USUAL_SIZE : (int) Arguments.number(3, size));
        return LuaValue.TRUE;
    }
}
