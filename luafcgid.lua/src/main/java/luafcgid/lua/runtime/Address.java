package luafcgid.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** What tells a value from others of its type, where scripts see it: the object's identity, which says nothing of where it is. */
public final class Address {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final int LENGTH = 14;
    /** C Lua has equal strings of so many bytes once. */
    private static final int INTERNED_LENGTH = 40;

    private Address() {}

    /** The address of a value that has one: {@code 0x00005a3f7c21}. Short strings of the same contents have the same. */
    public static String of(Object value) {
        long rest = value instanceof LuaString string && string.m_length <= INTERNED_LENGTH
                ? digest(string)
                : System.identityHashCode(value) & 0xFFFFFFFFL;
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i > 1; i--) {
            text[i] = DIGITS[(int) (rest & 0xF)];
            rest >>= 4;
        }
        text[0] = '0';
        text[1] = 'x';
        return new String(text);
    }

    /** Of 48 bits, by FNV-1a: scripts take it for what tells strings apart. */
    private static long digest(LuaString text) {
        long digest = 0xcbf29ce484222325L;
        for (int i = 0; i < text.m_length; i++) {
            digest = (digest ^ text.luaByte(i)) * 0x100000001b3L;
        }
        return digest >>> 16;
    }

    /** A table, function, coroutine or userdata as {@code tostring} shows it: {@code table: 0x00005a3f7c21}. */
    public static LuaString text(LuaValue value) {
        // Objects of extensions show themselves, as LuaJ has them do.
        boolean own = value instanceof LuaUserdata userdata && userdata.m_instance.getClass() != Object.class;
        return LuaString.valueOf(own ? value.tojstring() : text(value.typename(), value));
    }

    /** The same under another name of its type. */
    public static String text(String type, LuaValue value) {
        return type + ": " + of(value);
    }
}
