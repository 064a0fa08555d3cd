package org.luaj.vm2;

import luafcgid.lua.number.CurrentDialect;
import org.jspecify.annotations.NullMarked;

/** An integer of 64 bits. To a dialect that has floats only it is the float of its value. */
@NullMarked
public final class LuaInteger extends LuaNumber {
    public final long v;

    private LuaInteger(long v) {
        this.v = v;
    }

    public static LuaInteger valueOf(int i) {
        return new LuaInteger(i);
    }

    public static LuaNumber valueOf(long l) {
        return new LuaInteger(l);
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
