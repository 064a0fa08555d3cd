package org.luaj.vm2;

import luafcgid.lua.number.CurrentDialect;
import org.jspecify.annotations.NullMarked;

/** An integer of 64 bits. To a dialect that has floats only it is the float of its value. */
@NullMarked
public final class LuaInteger extends LuaNumber {
    public final long v;

    /** Apart, so that it is there whichever class of values is initialised first. */
    private static final class Small {
        static final int LEAST = -128;
        static final LuaInteger[] VALUES = new LuaInteger[1152];

        static {
            for (int i = 0; i < VALUES.length; i++) {
                VALUES[i] = new LuaInteger(i + LEAST);
            }
        }
    }

    private LuaInteger(long v) {
        this.v = v;
    }

    public static LuaInteger valueOf(int i) {
        return of(i);
    }

    public static LuaNumber valueOf(long l) {
        return of(l);
    }

    static LuaInteger of(long value) {
        int i = (int) value - Small.LEAST;
        return i + (long) Small.LEAST == value && i >= 0 && i < Small.VALUES.length
                ? Small.VALUES[i]
                : new LuaInteger(value);
    }

    @Override
    public boolean isint() {
        return v == (int) v;
    }

    @Override
    public boolean islong() {
        return true;
    }

    @Override
    public double todouble() {
        return v;
    }

    @Override
    public long tolong() {
        return v;
    }

    @Override
    public LuaInteger checkinteger() {
        return this;
    }

    @Override
    public LuaString strvalue() {
        return CurrentDialect.string(v);
    }

    @Override
    public int hashCode() {
        return Hashing.of(v);
    }

    public static int hashCode(int x) {
        return Hashing.of((long) x);
    }
}
