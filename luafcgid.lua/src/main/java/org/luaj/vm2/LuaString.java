package org.luaj.vm2;

import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import luafcgid.lua.number.CurrentDialect;
import luafcgid.lua.number.NumberReader;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A string: bytes, whatever they mean. Immutable, as long as nobody writes to the array. Java's text becomes UTF-8 and back: any string
 * survives {@link #tojstring()} and {@link #valueOf(String)}, since bytes that are not UTF-8 become lone surrogates, U+DC80 to U+DCFF.
 */
@NullMarked
public final class LuaString extends LuaValue {
    /** The metatable of all strings for LuaJ's interpreter. */
    @SuppressWarnings("MutablePublicField")
    public static @Nullable LuaValue s_metatable;

    /** A part of an array is copied if the rest of the array would be kept for less than that. */
    private static final int KEPT = 2;

    public final byte[] m_bytes;
    public final int m_offset;
    public final int m_length;

    /** 0 until it is asked for. */
    private int hash;

    private LuaString(byte[] bytes, int offset, int length) {
        m_bytes = bytes;
        m_offset = offset;
        m_length = length;
    }

    public static LuaString valueOf(String string) {
        return valueUsing(Utf8.encode(string));
    }

    public static LuaString valueOf(char[] bytes) {
        return valueOf(bytes, 0, bytes.length);
    }

    /** Of characters each of which is a byte. */
    public static LuaString valueOf(char[] bytes, int off, int len) {
        byte[] copy = new byte[len];
        for (int i = 0; i < len; i++) {
            copy[i] = (byte) bytes[off + i];
        }
        return valueUsing(copy);
    }

    public static LuaString valueOf(byte[] bytes) {
        return valueOf(bytes, 0, bytes.length);
    }

    /** Copies. */
    public static LuaString valueOf(byte[] bytes, int off, int len) {
        return valueUsing(Arrays.copyOfRange(bytes, off, off + len));
    }

    /** Of an array that nobody changes any more. */
    public static LuaString valueUsing(byte[] bytes) {
        return new LuaString(bytes, 0, bytes.length);
    }

    /** Of an array that nobody changes any more; copies what is but a small part of it. */
    public static LuaString valueUsing(byte[] bytes, int off, int len) {
        return bytes.length / KEPT > len && bytes.length > 64
                ? valueOf(bytes, off, len)
                : new LuaString(bytes, off, len);
    }

    /** The one string of its bytes that all who ask here share: as a key, it is found by its identity. Any thread. */
    public static LuaString interned(String string) {
        return interned(valueOf(string));
    }

    /** As {@link #interned(String)}. */
    public static LuaString interned(LuaString string) {
        return Interned.STRINGS.get(string);
    }

    @Override
    public boolean isstring() {
        return true;
    }

    @Override
    public @Nullable LuaValue getmetatable() {
        return s_metatable;
    }

    @Override
    public int type() {
        return TSTRING;
    }

    @Override
    public String typename() {
        return "string";
    }

    @Override
    public String tojstring() {
        return Utf8.decode(m_bytes, m_offset, m_length);
    }

    /** The string as a number; null if it is none. */
    private @Nullable LuaNumber number() {
        return NumberReader.read(this, CurrentDialect.get()) instanceof LuaNumber number ? number : null;
    }

    private LuaNumber checked(String expected) {
        LuaNumber number = number();
        if (number == null) {
            argerror(expected);
            throw new AssertionError(expected);
        }
        return number;
    }

    @Override
    public LuaValue neg() {
        LuaNumber number = number();
        return number == null ? super.neg() : number.neg();
    }

    @Override
    public LuaValue add(LuaValue rhs) {
        LuaNumber number = number();
        return number == null ? arithmt(ADD, rhs) : number.add(rhs);
    }

    @Override
    public LuaValue add(double rhs) {
        return add(LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue add(int rhs) {
        return add((LuaValue) LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue sub(LuaValue rhs) {
        LuaNumber number = number();
        return number == null ? arithmt(SUB, rhs) : number.sub(rhs);
    }

    @Override
    public LuaValue sub(double rhs) {
        return sub(LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue sub(int rhs) {
        return sub((LuaValue) LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue subFrom(double lhs) {
        return LuaDouble.valueOf(lhs).sub(this);
    }

    @Override
    public LuaValue mul(LuaValue rhs) {
        LuaNumber number = number();
        return number == null ? arithmt(MUL, rhs) : number.mul(rhs);
    }

    @Override
    public LuaValue mul(double rhs) {
        return mul(LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue mul(int rhs) {
        return mul((LuaValue) LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue pow(LuaValue rhs) {
        LuaNumber number = number();
        return number == null ? arithmt(POW, rhs) : number.pow(rhs);
    }

    @Override
    public LuaValue pow(double rhs) {
        return pow(LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue pow(int rhs) {
        return pow((LuaValue) LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue powWith(double lhs) {
        return LuaDouble.valueOf(lhs).pow(this);
    }

    @Override
    public LuaValue powWith(int lhs) {
        return LuaInteger.valueOf(lhs).pow(this);
    }

    @Override
    public LuaValue div(LuaValue rhs) {
        LuaNumber number = number();
        return number == null ? arithmt(DIV, rhs) : number.div(rhs);
    }

    @Override
    public LuaValue div(double rhs) {
        return div(LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue div(int rhs) {
        return div((LuaValue) LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue divInto(double lhs) {
        return LuaDouble.valueOf(lhs).div(this);
    }

    @Override
    public LuaValue mod(LuaValue rhs) {
        LuaNumber number = number();
        return number == null ? arithmt(MOD, rhs) : number.mod(rhs);
    }

    @Override
    public LuaValue mod(double rhs) {
        return mod(LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue mod(int rhs) {
        return mod((LuaValue) LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue modFrom(double lhs) {
        return LuaDouble.valueOf(lhs).mod(this);
    }

    @Override
    public LuaValue lt(LuaValue rhs) {
        return rhs instanceof LuaString other ? valueOf(compareTo(other) < 0) : super.lt(rhs);
    }

    @Override
    public boolean lt_b(LuaValue rhs) {
        return rhs instanceof LuaString other ? compareTo(other) < 0 : super.lt_b(rhs);
    }

    @Override
    public LuaValue lteq(LuaValue rhs) {
        return rhs instanceof LuaString other ? valueOf(compareTo(other) <= 0) : super.lteq(rhs);
    }

    @Override
    public boolean lteq_b(LuaValue rhs) {
        return rhs instanceof LuaString other ? compareTo(other) <= 0 : super.lteq_b(rhs);
    }

    @Override
    public LuaValue gt(LuaValue rhs) {
        return rhs instanceof LuaString other ? valueOf(compareTo(other) > 0) : super.gt(rhs);
    }

    @Override
    public boolean gt_b(LuaValue rhs) {
        return rhs instanceof LuaString other ? compareTo(other) > 0 : super.gt_b(rhs);
    }

    @Override
    public LuaValue gteq(LuaValue rhs) {
        return rhs instanceof LuaString other ? valueOf(compareTo(other) >= 0) : super.gteq(rhs);
    }

    @Override
    public boolean gteq_b(LuaValue rhs) {
        return rhs instanceof LuaString other ? compareTo(other) >= 0 : super.gteq_b(rhs);
    }

    /** Orders by the bytes, unsigned, as C does in the locale of the same name. */
    private int compareTo(LuaString other) {
        return Arrays.compareUnsigned(
                m_bytes, m_offset, m_offset + m_length, other.m_bytes, other.m_offset, other.m_offset + other.m_length);
    }

    @Override
    public int strcmp(LuaValue lhs) {
        return -lhs.strcmp(this);
    }

    @Override
    public int strcmp(LuaString rhs) {
        return Integer.signum(compareTo(rhs));
    }

    @Override
    public LuaValue concat(LuaValue rhs) {
        return rhs.concatTo(this);
    }

    @Override
    public Buffer concat(Buffer rhs) {
        return rhs.concatTo(this);
    }

    @Override
    public LuaValue concatTo(LuaNumber lhs) {
        return concatTo(lhs.strvalue());
    }

    @Override
    public LuaValue concatTo(LuaString lhs) {
        if (lhs.m_length > Integer.MAX_VALUE - 8 - m_length) {
            throw new LuaError("string length overflow");
        }
        byte[] both = new byte[lhs.m_length + m_length];
        System.arraycopy(lhs.m_bytes, lhs.m_offset, both, 0, lhs.m_length);
        System.arraycopy(m_bytes, m_offset, both, lhs.m_length, m_length);
        return valueUsing(both);
    }

    @Override
    public int checkint() {
        return checked("number").checkint();
    }

    @Override
    public LuaInteger checkinteger() {
        return checked("integer").checkinteger();
    }

    @Override
    public long checklong() {
        return checked("number").checklong();
    }

    @Override
    public double checkdouble() {
        return checked("number").checkdouble();
    }

    @Override
    public LuaNumber checknumber() {
        return checked("number");
    }

    @Override
    public LuaNumber checknumber(String errmsg) {
        LuaNumber number = number();
        if (number == null) {
            throw new LuaError(errmsg);
        }
        return number;
    }

    @Override
    public boolean isnumber() {
        return number() != null;
    }

    @Override
    public boolean isint() {
        LuaNumber number = number();
        return number != null && number.isint();
    }

    @Override
    public boolean islong() {
        LuaNumber number = number();
        return number != null && number.islong();
    }

    @Override
    public byte tobyte() {
        return (byte) tolong();
    }

    @Override
    public char tochar() {
        return (char) tolong();
    }

    @Override
    public double todouble() {
        LuaNumber number = number();
        return number == null ? 0 : number.todouble();
    }

    @Override
    public float tofloat() {
        return (float) todouble();
    }

    @Override
    public int toint() {
        return (int) tolong();
    }

    @Override
    public long tolong() {
        LuaNumber number = number();
        return number == null ? 0 : number.tolong();
    }

    @Override
    public short toshort() {
        return (short) tolong();
    }

    @Override
    public double optdouble(double defval) {
        return checkdouble();
    }

    @Override
    public int optint(int defval) {
        return checkint();
    }

    @Override
    public LuaInteger optinteger(@Nullable LuaInteger defval) {
        return checkinteger();
    }

    @Override
    public long optlong(long defval) {
        return checklong();
    }

    @Override
    public LuaNumber optnumber(@Nullable LuaNumber defval) {
        return checknumber();
    }

    @Override
    public LuaString optstring(@Nullable LuaString defval) {
        return this;
    }

    @Override
    public LuaValue tostring() {
        return this;
    }

    @Override
    public String optjstring(@Nullable String defval) {
        return tojstring();
    }

    @Override
    public LuaString strvalue() {
        return this;
    }

    @Override
    public String checkjstring() {
        return tojstring();
    }

    @Override
    public LuaString checkstring() {
        return this;
    }

    /** The bytes from one index up to, and without, another. */
    public LuaString substring(int beginIndex, int endIndex) {
        return valueUsing(m_bytes, m_offset + beginIndex, endIndex - beginIndex);
    }

    @Override
    public int hashCode() {
        int known = hash;
        return known != 0 ? known : computeHash();
    }

    private int computeHash() {
        int computed = hashCode(m_bytes, m_offset, m_length);
        hash = computed;
        return computed;
    }

    /** Never 0. */
    public static int hashCode(byte[] bytes, int offset, int length) {
        int computed = Hashing.of(bytes, offset, length);
        return computed == 0 ? 1 : computed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LuaString string && raweq(string);
    }

    @Override
    public LuaValue eq(LuaValue val) {
        return valueOf(raweq(val));
    }

    @Override
    public boolean eq_b(LuaValue val) {
        return raweq(val);
    }

    @Override
    public boolean raweq(LuaValue val) {
        return val instanceof LuaString other && raweq(other);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same object needs no look at the bytes.
    public boolean raweq(LuaString other) {
        return this == other
                || (m_length == other.m_length
                        && (hash == 0 || other.hash == 0 || hash == other.hash)
                        && equals(m_bytes, m_offset, other.m_bytes, other.m_offset, m_length));
    }

    public static boolean equals(LuaString a, int i, LuaString b, int j, int n) {
        return i >= 0
                && j >= 0
                && n >= 0
                && i <= a.m_length - n
                && j <= b.m_length - n
                && equals(a.m_bytes, a.m_offset + i, b.m_bytes, b.m_offset + j, n);
    }

    public static boolean equals(byte[] a, int i, byte[] b, int j, int n) {
        return n <= a.length - i && n <= b.length - j && Arrays.equals(a, i, i + n, b, j, j + n);
    }

    public void write(DataOutputStream writer, int i, int len) throws IOException {
        writer.write(m_bytes, m_offset + i, len);
    }

    @Override
    public LuaValue len() {
        return LuaInteger.valueOf(m_length);
    }

    @Override
    public int length() {
        return m_length;
    }

    @Override
    public int rawlen() {
        return m_length;
    }

    /** The byte at an index, 0 to 255. */
    public int luaByte(int index) {
        return m_bytes[m_offset + index] & 0xff;
    }

    /** As {@link #luaByte(int)}, but checks that the index is of this string. */
    public int charAt(int index) {
        if (index < 0 || index >= m_length) {
            throw new IndexOutOfBoundsException(index + " of a string of " + m_length + " bytes");
        }
        return luaByte(index);
    }

    public InputStream toInputStream() {
        return new ByteArrayInputStream(m_bytes, m_offset, m_length);
    }

    public void copyInto(int strOffset, byte[] bytes, int arrayOffset, int len) {
        System.arraycopy(m_bytes, m_offset + strOffset, bytes, arrayOffset, len);
    }

    /** The index of the first byte that is one of those of {@code accept}; -1 if there is none. */
    public int indexOfAny(LuaString accept) {
        for (int i = 0; i < m_length; i++) {
            if (accept.indexOf(m_bytes[m_offset + i], 0) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The index of a byte, from one on; -1 if there is none. */
    public int indexOf(byte b, int start) {
        for (int i = start; i < m_length; i++) {
            if (m_bytes[m_offset + i] == b) {
                return i;
            }
        }
        return -1;
    }

    /** The index of a string, from one on; -1 if there is none. */
    public int indexOf(LuaString s, int start) {
        for (int i = start; i <= m_length - s.m_length; i++) {
            if (equals(m_bytes, m_offset + i, s.m_bytes, s.m_offset, s.m_length)) {
                return i;
            }
        }
        return -1;
    }

    /** The last index of a string; -1 if there is none. */
    public int lastIndexOf(LuaString s) {
        for (int i = m_length - s.m_length; i >= 0; i--) {
            if (equals(m_bytes, m_offset + i, s.m_bytes, s.m_offset, s.m_length)) {
                return i;
            }
        }
        return -1;
    }

    /** As {@link #tojstring()}. */
    public static String decodeAsUtf8(byte[] bytes, int offset, int length) {
        return Utf8.decode(bytes, offset, length);
    }

    public static int lengthAsUtf8(char[] chars) {
        return Utf8.encode(new String(chars)).length;
    }

    /** Returns how many bytes it wrote. */
    public static int encodeToUtf8(char[] chars, int nchars, byte[] bytes, int off) {
        byte[] encoded = Utf8.encode(new String(chars, 0, nchars));
        System.arraycopy(encoded, 0, bytes, off, encoded.length);
        return encoded.length;
    }

    public boolean isValidUtf8() {
        return Utf8.isValid(m_bytes, m_offset, m_length);
    }

    /** The number that it is; nil if it is none. */
    @Override
    public LuaValue tonumber() {
        LuaNumber number = number();
        return number == null ? NIL : number;
    }

    /** The integer that it is in a base of 2 to 36; nil if it is none. */
    public LuaValue tonumber(int base) {
        LuaValue number = NumberReader.read(this, base, CurrentDialect.get());
        return number == null ? NIL : number;
    }

    /** The number that it is; NaN if it is none. */
    public double scannumber() {
        LuaNumber number = number();
        return number == null ? Double.NaN : number.todouble();
    }

    /** The integer that it is in a base of 2 to 36; NaN if it is none. */
    public double scannumber(int base) {
        LuaValue number = tonumber(base);
        return number.isnil() ? Double.NaN : number.todouble();
    }

    public void printToStream(PrintStream ps) {
        ps.write(m_bytes, m_offset, m_length);
    }
}
