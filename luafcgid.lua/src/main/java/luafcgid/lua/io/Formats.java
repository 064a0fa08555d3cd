package luafcgid.lua.io;

import java.io.IOException;
import java.util.Arrays;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.engine.CurrentState;
import luafcgid.lua.limits.Budget;
import luafcgid.lua.runtime.Arguments;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Reads what {@code read} and {@code lines} are asked for.
 *
 * @param firstArgument the number that the first format has among the function's arguments
 */
record Formats(Dialect dialect, int firstArgument) {
    private static final int FIRST_GUESS = 1024;
    /** Whatever a file's length is said to be: memory is for what it really holds. */
    private static final int LARGEST_GUESS = 1 << 24;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /**
     * Reads by each of the formats until one fails.
     *
     * @param formats what the script asks for; none for a line
     * @return what {@code read} returns
     */
    Varargs read(Stream stream, Varargs formats) {
        try {
            int count = formats.narg();
            if (count == 0) {
                return orNil(line(stream, false));
            }
            LuaValue[] results = new LuaValue[count];
            for (int i = 0; i < count; i++) {
                LuaValue value = one(stream, formats.arg(i + 1), firstArgument + i);
                results[i] = orNil(value);
                if (value == null) {
                    return LuaValue.varargsOf(Arrays.copyOf(results, i + 1));
                }
            }
            return LuaValue.varargsOf(results);
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    private static LuaValue orNil(@Nullable LuaValue value) {
        return value == null ? LuaValue.NIL : value;
    }

    private @Nullable LuaValue one(Stream stream, LuaValue format, int index) throws IOException {
        if (format.type() == LuaValue.TNUMBER) {
            return bytes(stream, Arguments.integer(dialect, index, format));
        }
        return switch (letter(format, index)) {
            case 'n' -> Numeral.read(stream, dialect);
            case 'l' -> line(stream, false);
            case 'L' -> line(stream, true);
            case 'a' -> all(stream);
            default -> throw Arguments.wrong(index, "invalid format");
        };
    }

    /** The letter of a format; a space where it has none that the dialect knows. */
    private char letter(LuaValue format, int index) {
        String text = dialect.hasIntegers()
                ? Arguments.string(index, format).tojstring()
                : format.isstring() ? format.tojstring() : "";
        boolean star = text.startsWith("*");
        if (!star && !dialect.hasIntegers()) {
            throw Arguments.wrong(index, "invalid option");
        }
        int at = star ? 1 : 0;
        char letter = at < text.length() ? text.charAt(at) : ' ';
        return letter == 'L' && dialect == Dialect.LUA_5_1 ? ' ' : letter;
    }

    private static @Nullable LuaValue line(Stream stream, boolean withEnd) throws IOException {
        byte[] line = {};
        int length = 0;
        while (stream.peek() >= 0) {
            int end = stream.next;
            while (end < stream.limit && stream.input[end] != '\n') {
                end++;
            }
            boolean found = end < stream.limit;
            int count = (found && withEnd ? end + 1 : end) - stream.next;
            line = withRoom(line, length, count, found);
            System.arraycopy(stream.input, stream.next, line, length, count);
            length += count;
            stream.next = found ? end + 1 : end;
            if (found) {
                return string(line, length);
            }
            stream.safepoint();
        }
        return length == 0 ? null : string(line, length);
    }

    /** Room for so many bytes more behind the first ones: where they are not the last, for as many again. */
    private static byte[] withRoom(byte[] bytes, int length, int more, boolean last) {
        int needed = length + more;
        if (needed <= bytes.length) {
            return bytes;
        }
        int most = CurrentState.budget().limits().string();
        if (needed > most) {
            CurrentState.budget().string(needed);
        }
        return Arrays.copyOf(bytes, last ? needed : (int) Math.min(most, Math.max(needed, length * 2L)));
    }

    private static LuaString string(byte[] bytes, int length) {
        return LuaString.valueUsing(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    /** The rest; the empty string at the end. */
    private static LuaValue all(Stream stream) throws IOException {
        long left = stream.remaining();
        // One more than there seems to be, to meet the end.
        return collect(stream, (int) Math.min(Math.max(left + 1, FIRST_GUESS), LONGEST_ARRAY), LONGEST_ARRAY);
    }

    /** So many bytes or what is left of them; null where nothing is. */
    private static @Nullable LuaValue bytes(Stream stream, long count) throws IOException {
        if (stream.peek() < 0) {
            return null;
        }
        int most = (int) Math.max(0, Math.min(count, LONGEST_ARRAY));
        long guess = most <= FIRST_GUESS ? most : Math.min(most, Math.max(FIRST_GUESS, stream.remaining()));
        return collect(stream, (int) guess, most);
    }

    private static LuaValue collect(Stream stream, int guess, int wanted) throws IOException {
        Budget budget = CurrentState.budget();
        int most = Math.min(wanted, budget.limits().string());
        byte[] bytes = new byte[Math.min(Math.min(guess, most), LARGEST_GUESS)];
        int length = 0;
        while (length < most) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(FIRST_GUESS, length * 2L)));
            }
            int count = stream.read(bytes, length, bytes.length - length);
            if (count < 0) {
                break;
            }
            length += count;
            stream.safepoint();
        }
        if (length == most && most < wanted && stream.peek() >= 0) {
            budget.string(most + 1L);
        }
        if (length == LONGEST_ARRAY && stream.peek() >= 0) {
            throw Errno.EFBIG.exception();
        }
        return string(bytes, length);
    }
}
