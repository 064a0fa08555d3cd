package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A table's values of small integer keys. A slot holds null for nil; {@link #FLOAT} or {@link #INTEGER} where the bits beside it are a
 * number; else the value. What compiled code calls here is small enough to become part of it.
 */
@NullMarked
@SuppressWarnings("ReferenceEquality") // Tags are compared by identity, and so are most keys, first.
abstract class ArrayPart extends LuaValue {
    /** Stands for a float: its raw bits are beside it. No value that a script may see. */
    public static final LuaValue FLOAT = new Tag("float");

    /** Stands for an integer: it is beside it. No value that a script may see. */
    public static final LuaValue INTEGER = new Tag("integer");

    static final @Nullable LuaValue[] NO_VALUES = {};
    static final long[] NO_BITS = {};

    /** By key; there is a place for 0, too. */
    @Nullable
    LuaValue[] array = NO_VALUES;

    /** As long as the array, or empty as long as no number was stored. */
    long[] arrayBits = NO_BITS;

    /** What the slot of an integer key holds; null for nil, and for all keys outside of the array part. */
    public final @Nullable LuaValue tag(long key) {
        @Nullable LuaValue[] values = array;
        int i = (int) key;
        return i == key && i >= 0 && i < values.length ? values[i] : null;
    }

    /** The number of an integer key whose {@link #tag(long)} is {@link #FLOAT} or {@link #INTEGER}. */
    public final long bits(long key) {
        return arrayBits[(int) key];
    }

    /** Stores a float unless a metatable has a say; returns whether it did. */
    public final boolean putFloat(long key, double value) {
        @Nullable LuaValue[] values = array;
        int i = (int) key;
        if (i == key && i >= 0 && i < values.length && values[i] == FLOAT) {
            arrayBits[i] = Double.doubleToRawLongBits(value);
            return true;
        }
        return assign(key, FLOAT, Double.doubleToRawLongBits(value));
    }

    /** Stores an integer unless a metatable has a say; returns whether it did. */
    public final boolean putInteger(long key, long value) {
        @Nullable LuaValue[] values = array;
        int i = (int) key;
        if (i == key && i >= 0 && i < values.length && values[i] == INTEGER) {
            arrayBits[i] = value;
            return true;
        }
        return assign(key, INTEGER, value);
    }

    /** Stores any value, nil too, unless a metatable has a say; returns whether it did. */
    public final boolean put(long key, LuaValue value) {
        @Nullable LuaValue[] values = array;
        int i = (int) key;
        if (i == key && i >= 0 && i < values.length && values[i] != null && isKeptAsItIs(value)) {
            values[i] = value;
            return true;
        }
        return assign(key, tagOf(value), bitsOf(value));
    }

    /** Stores what does not simply take the place of its like, unless a metatable has a say. */
    abstract boolean assign(long key, @Nullable LuaValue tag, long bits);

    /** Stores in the array part. */
    final void storeAt(int i, @Nullable LuaValue tag, long bits) {
        if (isNumber(tag)) {
            if (arrayBits.length == 0) {
                arrayBits = new long[array.length];
            }
            arrayBits[i] = bits;
        }
        array[i] = tag;
    }

    static boolean isNumber(@Nullable LuaValue tag) {
        return tag == FLOAT || tag == INTEGER;
    }

    static boolean isKeptAsItIs(LuaValue value) {
        return !(value instanceof LuaDouble || value instanceof LuaInteger || value instanceof LuaNil);
    }

    static @Nullable LuaValue tagOf(LuaValue value) {
        if (value instanceof LuaDouble) {
            return FLOAT;
        }
        if (value instanceof LuaInteger) {
            return INTEGER;
        }
        return value instanceof LuaNil ? null : value;
    }

    static long bitsOf(LuaValue value) {
        if (value instanceof LuaDouble number) {
            return Double.doubleToRawLongBits(number.v);
        }
        return value instanceof LuaInteger number ? number.v : 0;
    }

    /** The value that a slot stands for. */
    static LuaValue value(@Nullable LuaValue tag, long bits) {
        if (tag == FLOAT) {
            return LuaDouble.valueOf(Double.longBitsToDouble(bits));
        }
        if (tag == INTEGER) {
            return LuaInteger.valueOf(bits);
        }
        return tag == null ? NIL : tag;
    }
}
