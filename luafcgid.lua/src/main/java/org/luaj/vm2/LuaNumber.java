package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A number: {@link LuaInteger} or {@link LuaDouble}. Arithmetic here is for extensions and the reference engine: of two integers that has an
 * exact integer result within 2^53 it is an integer, else a float. Compiled code does its own dialect's arithmetic.
 */
@NullMarked
public abstract class LuaNumber extends LuaValue {
    /** The metatable of all numbers for LuaJ's interpreter. */
    @SuppressWarnings("MutablePublicField")
    public static @Nullable LuaValue s_metatable;

    private static final double EXACT = 1L << 53;

    @Override
    public int type() {
        return TNUMBER;
    }

    @Override
    public String typename() {
        return "number";
    }

    @Override
    public LuaNumber checknumber() {
        return this;
    }

    @Override
    public LuaNumber checknumber(String errmsg) {
        return this;
    }

    @Override
    public LuaNumber optnumber(@Nullable LuaNumber defval) {
        return this;
    }

    @Override
    public LuaValue tonumber() {
        return this;
    }

    @Override
    public boolean isnumber() {
        return true;
    }

    @Override
    public boolean isstring() {
        return true;
    }

    /** Whether an int holds all of it: no negative zero. */
    @Override
    public boolean isinttype() {
        return isint() && 1 / todouble() != Double.NEGATIVE_INFINITY;
    }

    @Override
    public @Nullable LuaValue getmetatable() {
        return s_metatable;
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
    public float tofloat() {
        return (float) todouble();
    }

    @Override
    public int toint() {
        return (int) tolong();
    }

    @Override
    public short toshort() {
        return (short) tolong();
    }

    @Override
    public double optdouble(double defval) {
        return todouble();
    }

    @Override
    public int optint(int defval) {
        return toint();
    }

    @Override
    public LuaInteger optinteger(@Nullable LuaInteger defval) {
        return checkinteger();
    }

    @Override
    public long optlong(long defval) {
        return tolong();
    }

    @Override
    public LuaString optstring(@Nullable LuaString defval) {
        return strvalue();
    }

    @Override
    public String optjstring(@Nullable String defval) {
        return tojstring();
    }

    @Override
    public int checkint() {
        return toint();
    }

    @Override
    public long checklong() {
        return tolong();
    }

    @Override
    public double checkdouble() {
        return todouble();
    }

    @Override
    public String checkjstring() {
        return tojstring();
    }

    @Override
    public LuaString checkstring() {
        return strvalue();
    }

    @Override
    public LuaValue tostring() {
        return strvalue();
    }

    @Override
    public abstract LuaString strvalue();

    @Override
    public String tojstring() {
        return strvalue().tojstring();
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
        return strvalue().concatTo(lhs.strvalue());
    }

    @Override
    public LuaValue concatTo(LuaString lhs) {
        return strvalue().concatTo(lhs);
    }

    @Override
    public int strcmp(LuaString rhs) {
        typerror("attempt to compare number with string");
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LuaNumber number && raweq(number);
    }

    @Override
    public abstract int hashCode();

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
        return val instanceof LuaNumber number && NumberOrder.equal(this, number);
    }

    @Override
    public boolean raweq(double val) {
        return raweq(LuaDouble.valueOf(val));
    }

    @Override
    public boolean raweq(int val) {
        return raweq((LuaValue) LuaInteger.valueOf(val));
    }

    /** What a value is in arithmetic; null where it is no number. */
    private static @Nullable LuaNumber operand(LuaValue value) {
        LuaValue number = value instanceof LuaString ? value.tonumber() : value;
        return number instanceof LuaNumber found ? found : null;
    }

    /** The exact result if it may be one, else the float. */
    private static LuaNumber result(LuaNumber one, LuaNumber other, long exact, double rounded) {
        boolean integer = one instanceof LuaInteger && other instanceof LuaInteger && Math.abs(rounded) <= EXACT;
        return integer ? LuaInteger.valueOf(exact) : LuaDouble.valueOf(rounded);
    }

    private static LuaNumber sum(LuaNumber one, LuaNumber other) {
        return result(one, other, one.tolong() + other.tolong(), one.todouble() + other.todouble());
    }

    private static LuaNumber difference(LuaNumber one, LuaNumber other) {
        return result(one, other, one.tolong() - other.tolong(), one.todouble() - other.todouble());
    }

    private static LuaNumber product(LuaNumber one, LuaNumber other) {
        double rounded = one.todouble() * other.todouble();
        // Integers have no negative zero.
        return rounded == 0 ? LuaDouble.valueOf(rounded) : result(one, other, one.tolong() * other.tolong(), rounded);
    }

    private static LuaNumber remainder(LuaNumber one, LuaNumber other) {
        if (one instanceof LuaInteger && other instanceof LuaInteger && other.tolong() != 0) {
            return LuaInteger.valueOf(Math.floorMod(one.tolong(), other.tolong()));
        }
        return LuaDouble.valueOf(LuaDouble.dmod_d(one.todouble(), other.todouble()));
    }

    private static LuaNumber power(double base, double exponent) {
        // C has these as 1, Java as no number.
        boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
        return LuaDouble.valueOf(one ? 1 : Math.pow(base, exponent));
    }

    @Override
    public LuaValue neg() {
        return product(this, LuaInteger.valueOf(-1));
    }

    @Override
    public LuaValue add(LuaValue rhs) {
        LuaNumber number = operand(rhs);
        return number == null ? super.add(rhs) : sum(this, number);
    }

    @Override
    public LuaValue add(double rhs) {
        return LuaDouble.valueOf(todouble() + rhs);
    }

    @Override
    public LuaValue add(int rhs) {
        return sum(this, LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue sub(LuaValue rhs) {
        LuaNumber number = operand(rhs);
        return number == null ? super.sub(rhs) : difference(this, number);
    }

    @Override
    public LuaValue sub(double rhs) {
        return LuaDouble.valueOf(todouble() - rhs);
    }

    @Override
    public LuaValue sub(int rhs) {
        return difference(this, LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue subFrom(double lhs) {
        return LuaDouble.valueOf(lhs - todouble());
    }

    @Override
    public LuaValue subFrom(int lhs) {
        return difference(LuaInteger.valueOf(lhs), this);
    }

    @Override
    public LuaValue mul(LuaValue rhs) {
        LuaNumber number = operand(rhs);
        return number == null ? super.mul(rhs) : product(this, number);
    }

    @Override
    public LuaValue mul(double rhs) {
        return LuaDouble.valueOf(todouble() * rhs);
    }

    @Override
    public LuaValue mul(int rhs) {
        return product(this, LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue pow(LuaValue rhs) {
        LuaNumber number = operand(rhs);
        return number == null ? super.pow(rhs) : power(todouble(), number.todouble());
    }

    @Override
    public LuaValue pow(double rhs) {
        return power(todouble(), rhs);
    }

    @Override
    public LuaValue pow(int rhs) {
        return power(todouble(), rhs);
    }

    @Override
    public LuaValue powWith(double lhs) {
        return power(lhs, todouble());
    }

    @Override
    public LuaValue powWith(int lhs) {
        return power(lhs, todouble());
    }

    @Override
    public LuaValue div(LuaValue rhs) {
        LuaNumber number = operand(rhs);
        return number == null ? super.div(rhs) : LuaDouble.valueOf(todouble() / number.todouble());
    }

    @Override
    public LuaValue div(double rhs) {
        return LuaDouble.valueOf(todouble() / rhs);
    }

    @Override
    public LuaValue div(int rhs) {
        return LuaDouble.valueOf(todouble() / rhs);
    }

    @Override
    public LuaValue divInto(double lhs) {
        return LuaDouble.valueOf(lhs / todouble());
    }

    @Override
    public LuaValue mod(LuaValue rhs) {
        LuaNumber number = operand(rhs);
        return number == null ? super.mod(rhs) : remainder(this, number);
    }

    @Override
    public LuaValue mod(double rhs) {
        return LuaDouble.valueOf(LuaDouble.dmod_d(todouble(), rhs));
    }

    @Override
    public LuaValue mod(int rhs) {
        return remainder(this, LuaInteger.valueOf(rhs));
    }

    @Override
    public LuaValue modFrom(double lhs) {
        return LuaDouble.valueOf(LuaDouble.dmod_d(lhs, todouble()));
    }

    @Override
    public LuaValue lt(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? valueOf(NumberOrder.less(this, number)) : super.lt(rhs);
    }

    @Override
    public LuaValue lt(double rhs) {
        return valueOf(lt_b(rhs));
    }

    @Override
    public LuaValue lt(int rhs) {
        return valueOf(lt_b(rhs));
    }

    @Override
    public boolean lt_b(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? NumberOrder.less(this, number) : super.lt_b(rhs);
    }

    @Override
    public boolean lt_b(int rhs) {
        return NumberOrder.less(this, LuaInteger.valueOf(rhs));
    }

    @Override
    public boolean lt_b(double rhs) {
        return NumberOrder.less(this, LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue lteq(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? valueOf(NumberOrder.lessOrEqual(this, number)) : super.lteq(rhs);
    }

    @Override
    public LuaValue lteq(double rhs) {
        return valueOf(lteq_b(rhs));
    }

    @Override
    public LuaValue lteq(int rhs) {
        return valueOf(lteq_b(rhs));
    }

    @Override
    public boolean lteq_b(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? NumberOrder.lessOrEqual(this, number) : super.lteq_b(rhs);
    }

    @Override
    public boolean lteq_b(int rhs) {
        return NumberOrder.lessOrEqual(this, LuaInteger.valueOf(rhs));
    }

    @Override
    public boolean lteq_b(double rhs) {
        return NumberOrder.lessOrEqual(this, LuaDouble.valueOf(rhs));
    }

    @Override
    public LuaValue gt(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? valueOf(NumberOrder.less(number, this)) : super.gt(rhs);
    }

    @Override
    public LuaValue gt(double rhs) {
        return valueOf(gt_b(rhs));
    }

    @Override
    public LuaValue gt(int rhs) {
        return valueOf(gt_b(rhs));
    }

    @Override
    public boolean gt_b(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? NumberOrder.less(number, this) : super.gt_b(rhs);
    }

    @Override
    public boolean gt_b(int rhs) {
        return NumberOrder.less(LuaInteger.valueOf(rhs), this);
    }

    @Override
    public boolean gt_b(double rhs) {
        return NumberOrder.less(LuaDouble.valueOf(rhs), this);
    }

    @Override
    public LuaValue gteq(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? valueOf(NumberOrder.lessOrEqual(number, this)) : super.gteq(rhs);
    }

    @Override
    public LuaValue gteq(double rhs) {
        return valueOf(gteq_b(rhs));
    }

    @Override
    public LuaValue gteq(int rhs) {
        return valueOf(gteq_b(rhs));
    }

    @Override
    public boolean gteq_b(LuaValue rhs) {
        return rhs instanceof LuaNumber number ? NumberOrder.lessOrEqual(number, this) : super.gteq_b(rhs);
    }

    @Override
    public boolean gteq_b(int rhs) {
        return NumberOrder.lessOrEqual(LuaInteger.valueOf(rhs), this);
    }

    @Override
    public boolean gteq_b(double rhs) {
        return NumberOrder.lessOrEqual(LuaDouble.valueOf(rhs), this);
    }
}
