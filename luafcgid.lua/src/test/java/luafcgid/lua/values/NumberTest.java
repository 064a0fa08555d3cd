package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers as extensions and the reference engine see them: outside of a state, in Lua 5.1's form. */
class NumberTest {
    private static final LuaNumber THREE = LuaInteger.valueOf(3L);

    @ParameterizedTest
    @CsvSource({
        "0.3333333333333333, 0.33333333333333",
        "1e100, 1e+100",
        "1e15, 1e+15",
        "1e14, 1e+14",
        "123456789012, 123456789012",
        "-0.0, -0",
        "3, 3",
        "0.1, 0.1",
        "1e-5, 1e-05",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void floatsAreWrittenAsInC(double value, String text) {
        assertEquals(text, LuaDouble.valueOf(value).tojstring());
        assertEquals(text, LuaDouble.valueOf(value).strvalue().tojstring());
        assertEquals(text, LuaDouble.valueOf(value).tostring().tojstring());
    }

    @Test
    void anIntegerHas64Bits() {
        assertEquals(Long.MIN_VALUE, LuaInteger.valueOf(Long.MIN_VALUE).tolong());
        assertEquals(1L << 53, LuaInteger.valueOf(1L << 53).todouble());
        assertTrue(LuaInteger.valueOf(Long.MAX_VALUE).islong());
        assertFalse(LuaInteger.valueOf(1L << 31).isint());
        assertTrue(LuaInteger.valueOf(Integer.MIN_VALUE).isint());
    }

    @Test
    void whatIsAnIntegerToJavaIsAFloatToAnOldDialect() {
        assertEquals("12345678901234", LuaInteger.valueOf(12_345_678_901_234L).tojstring());
        assertEquals(
                "1.2345678901234e+14", LuaInteger.valueOf(123_456_789_012_345L).tojstring());
        assertEquals("-9.2233720368548e+18", LuaInteger.valueOf(Long.MIN_VALUE).tojstring());
    }

    @Test
    void valueOfADoubleIsAFloatAndOfAnIntegerAnInteger() {
        assertInstanceOf(LuaDouble.class, LuaValue.valueOf(3.0));
        assertInstanceOf(LuaInteger.class, LuaValue.valueOf(3));
        assertInstanceOf(LuaInteger.class, LuaInteger.valueOf(1L << 40));
    }

    @Test
    void numbersOfBothKindsAreTheSameIfTheirValuesAre() {
        assertTrue(THREE.raweq(LuaDouble.valueOf(3.0)));
        assertEquals(LuaDouble.valueOf(3.0), THREE);
        assertEquals(LuaDouble.valueOf(0.0), LuaDouble.valueOf(-0.0));
        assertNotEquals(LuaDouble.NAN, LuaDouble.NAN);
        assertFalse(LuaInteger.valueOf(Long.MAX_VALUE).raweq(LuaDouble.valueOf(0x1p63)));
        assertFalse(LuaInteger.valueOf((1L << 53) + 1).raweq(LuaDouble.valueOf(0x1p53)));
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 9007199254740992.0, 1",
        "9223372036854775807, 9.223372036854775807E18, -1",
        "-9223372036854775808, -9.223372036854775808E18, 0",
        "-9223372036854775808, -1E19, 1",
        "3, 3.5, -1",
        "-3, -3.5, 1",
        "3, 3.0, 0",
        "5, Infinity, -1",
        "5, -Infinity, 1"
    })
    void numbersOfBothKindsAreComparedExactly(long integer, double number, int sign) {
        LuaValue one = LuaInteger.valueOf(integer);
        LuaValue other = LuaDouble.valueOf(number);
        assertEquals(sign < 0, one.lt_b(other));
        assertEquals(sign <= 0, one.lteq_b(other));
        assertEquals(sign > 0, one.gt_b(other));
        assertEquals(sign >= 0, one.gteq_b(other));
        assertEquals(sign > 0, other.lt_b(one));
        assertEquals(sign >= 0, other.lteq_b(one));
        assertEquals(sign == 0, one.eq_b(other));
    }

    @Test
    void nothingIsComparableToWhatIsNoNumber() {
        assertFalse(THREE.lt_b(LuaDouble.NAN) || THREE.gteq_b(LuaDouble.NAN) || LuaDouble.NAN.lteq_b(THREE));
        assertFalse(LuaDouble.NAN.lt_b(LuaDouble.NAN) || LuaDouble.NAN.eq_b(LuaDouble.NAN));
    }

    @Test
    void arithmeticOfIntegersIsExactAsLongAsAFloatIs() {
        assertEquals(
                9_007_199_254_740_991L,
                LuaInteger.valueOf(9_007_199_254_740_990L).add(1).tolong());
        assertInstanceOf(LuaInteger.class, LuaInteger.valueOf(1 << 30).mul(1 << 20));
        assertInstanceOf(LuaDouble.class, LuaInteger.valueOf(1L << 53).mul(4));
        assertEquals(0x1p63, LuaInteger.valueOf(Long.MAX_VALUE).add(1).todouble());
        assertEquals(0.5, LuaInteger.valueOf(1).div(2).todouble());
        assertEquals(2, LuaInteger.valueOf(-3).mod(5).toint());
        assertEquals(1.5, LuaDouble.valueOf(-2.5).mod(4).todouble());
        assertEquals(8, LuaInteger.valueOf(2).pow(3).toint());
        assertEquals("-0", LuaInteger.valueOf(0).neg().tojstring());
        assertEquals("-0", LuaInteger.valueOf(0).mul(-1).tojstring());
    }

    @Test
    void theRemainderOfInfinityIsNoNumber() {
        assertTrue(Double.isNaN(LuaInteger.valueOf(5).mod(LuaDouble.POSINF).todouble()));
        assertTrue(Double.isNaN(LuaInteger.valueOf(5).mod(0).todouble()));
    }

    @Test
    void powersOfOneAreOneAsInC() {
        assertEquals(1, LuaInteger.valueOf(1).pow(LuaDouble.NAN).todouble());
        assertEquals(1, LuaInteger.valueOf(-1).pow(LuaDouble.POSINF).todouble());
    }

    @Test
    void textIsANumberWhereItIsOneToLua() {
        assertEquals(15, LuaString.valueOf("10").add(5).toint());
        assertEquals(15, LuaInteger.valueOf(5).add(LuaString.valueOf(" 0xA ")).toint());
        assertEquals(2, LuaInteger.valueOf(7).sub(LuaString.valueOf("5")).toint());
        assertEquals(-2, LuaString.valueOf("5").subFrom(3).toint());
        assertEquals(0.5, LuaString.valueOf("1").div(LuaString.valueOf("2")).todouble());
        for (String none : new String[] {"0x", "", " ", "1e", "1 2", "ten"}) {
            assertTrue(LuaString.valueOf(none).tonumber().isnil(), none);
        }
        assertEquals(255, LuaString.valueOf("ff").tonumber(16).toint());
        assertTrue(LuaString.valueOf("fg").tonumber(16).isnil());
        assertTrue(Double.isNaN(LuaString.valueOf("0x").scannumber()));
    }

    @Test
    void aFloatThatIsAnIntegerServesWhereOneIsWanted() {
        LuaValue three = LuaDouble.valueOf(3.0);
        assertTrue(three.isint() && three.islong() && three.isinttype());
        assertEquals(3, three.checkint());
        assertEquals(3L, three.checkinteger().v);
        assertFalse(LuaDouble.valueOf(3.5).isint());
        assertFalse(LuaDouble.valueOf(0x1p63).islong());
        assertFalse(LuaDouble.NAN.isint());
    }
}
