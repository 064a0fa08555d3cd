package org.luaj.vm2;

import java.util.function.Supplier;

/**
 * An error of Lua. Its value is a text or any other value. It has no Java frames: it notes where Lua is when it is made, and whoever
 * catches it for Lua adds the position to the text.
 */
public class LuaError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static volatile Supplier<?> places = () -> null;

    /** Whose position belongs before the text: 1 for the function that called the library, 0 for nobody's. */
    protected int level;

    /** Unused; LuaJ's interpreter sets it. */
    protected String fileline;

    /** Never null, by which LuaJ's interpreter sees that nothing is left to do. */
    protected String traceback = "";

    /** What was thrown by Java code. */
    protected Throwable cause;

    private final transient LuaValue object;
    private final transient Object origin;

    /** An error that Java code has thrown. */
    public LuaError(Throwable cause) {
        this(textOf(cause), null, 1, places.get());
        this.cause = cause;
    }

    /** An error with a text, to which the position of the Lua code that called is added. */
    public LuaError(String message) {
        this(message, 1);
    }

    /** An error with a text, to which the position of the function at {@code level} is added; none for 0. */
    public LuaError(String message, int level) {
        this(message, null, level, places.get());
    }

    /** An error whose value is {@code value} as it is. */
    public LuaError(LuaValue value) {
        this(null, value, 0, places.get());
    }

    /** An error whose value is {@code value} as it is, raised at {@code origin}. */
    protected LuaError(LuaValue value, Object origin) {
        this(null, value, 0, origin);
    }

    private LuaError(String message, LuaValue object, int level, Object origin) {
        super(message, null, true, false);
        this.object = object;
        this.level = level;
        this.origin = origin;
    }

    /** What scripts and logs are told of an exception of Java code. */
    public static String textOf(Throwable cause) {
        return "vm error: " + cause;
    }

    /** Has errors note where they are made. */
    public static void placesFrom(Supplier<?> source) {
        places = source;
    }

    /** What was noted where this was made; null for nothing. */
    public final Object origin() {
        return origin;
    }

    /** Whose position belongs before the text. */
    public final int level() {
        return level;
    }

    /** Whether this was made of a value, rather than of a text without its position. */
    public final boolean isFinal() {
        return object != null;
    }

    /** The text without its position; null where the value has none. */
    @Override
    public String getMessage() {
        String text = super.getMessage();
        return text != null || object == null ? text : object.tojstring();
    }

    /** The value; of a text that it was made of, without its position. */
    public LuaValue getMessageObject() {
        if (object != null) {
            return object;
        }
        String text = super.getMessage();
        return text == null ? null : LuaString.valueOf(text);
    }

    @Override
    public synchronized Throwable getCause() {
        return cause;
    }
}
