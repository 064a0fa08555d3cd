package luafcgid.ext.form.request;

import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a form may have. The names are those of the settings and of the options of a call.
 *
 * @param fields      how many fields
 * @param fieldbytes  bytes of all fields' names and values, since they are in memory
 * @param files       how many files
 * @param filebytes   bytes of one file; {@link #OPEN} for what the body may have
 * @param total       bytes of the body; {@link #OPEN} for what the connection allows
 * @param headerbytes bytes of one part's headers
 * @param namebytes   bytes of a field's name
 * @param memory      bytes of a file that stay in memory
 */
public record Limits(
        long fields,
        long fieldbytes,
        long files,
        long filebytes,
        long total,
        long headerbytes,
        long namebytes,
        long memory) {
    /** No limit of its own. */
    public static final long OPEN = -1;

    public static final int FIELDS = 1000;
    public static final int FIELDBYTES = 1 << 20;
    public static final int FILES = 100;
    public static final int HEADERBYTES = 16 << 10;
    public static final int NAMEBYTES = 1 << 10;
    public static final int MEMORY = 64 << 10;

    public static final Limits DEFAULT =
            new Limits(FIELDS, FIELDBYTES, FILES, OPEN, OPEN, HEADERBYTES, NAMEBYTES, MEMORY);

    /** They are in memory as one, of which nothing may be longer. */
    private static final long MOST_FIELDBYTES = 256 << 20;

    private static final long MOST_HEADERBYTES = 1 << 20;
    private static final long MOST_MEMORY = 16 << 20;
    private static final long MOST = 1L << 53;

    private static final List<String> OPTIONS = List.of(
            "fields",
            "fieldbytes",
            "files",
            "filebytes",
            "total",
            "headerbytes",
            "namebytes",
            "memory",
            "lists",
            "utf8");

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException naming the limit, the value and what is allowed
     */
    public Limits {
        check("fields", fields, 0, 1_000_000);
        check("fieldbytes", fieldbytes, 0, MOST_FIELDBYTES);
        check("files", files, 0, 1_000_000);
        check("filebytes", filebytes, OPEN, MOST);
        check("total", total, OPEN, MOST);
        check("headerbytes", headerbytes, 128, MOST_HEADERBYTES);
        check("namebytes", namebytes, 1, MOST_HEADERBYTES);
        check("memory", memory, 0, MOST_MEMORY);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }

    /** With what a call's options say otherwise. */
    Limits with(String function, LuaTable options) {
        for (Varargs next = options.next(LuaValue.NIL); !next.isnil(1); next = options.next(next.arg1())) {
            if (!OPTIONS.contains(next.arg1().tojstring())) {
                throw new LuaError("form." + function + ": option '"
                        + next.arg1().tojstring() + "' is none of " + String.join(", ", OPTIONS));
            }
        }
        try {
            return new Limits(
                    number(function, options, "fields", fields),
                    number(function, options, "fieldbytes", fieldbytes),
                    number(function, options, "files", files),
                    number(function, options, "filebytes", filebytes),
                    number(function, options, "total", total),
                    number(function, options, "headerbytes", headerbytes),
                    number(function, options, "namebytes", namebytes),
                    number(function, options, "memory", memory));
        } catch (IllegalArgumentException e) {
            throw new LuaError("form." + function + ": option " + e.getMessage());
        }
    }

    private static long number(String function, LuaTable options, String name, long otherwise) {
        LuaValue value = options.get(name);
        if (value.isnil()) {
            return otherwise;
        }
        if (value.type() != LuaValue.TNUMBER || value.todouble() != Math.rint(value.todouble())) {
            throw new LuaError(
                    "form." + function + ": option " + name + " is a whole number, not " + value.tojstring());
        }
        return (long) value.todouble();
    }
}
