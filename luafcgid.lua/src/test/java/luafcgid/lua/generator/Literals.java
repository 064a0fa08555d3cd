package luafcgid.lua.generator;

import luafcgid.lua.Dialect;

/** Constants, many of them at the edges of what numbers can be. */
final class Literals {
    private static final String[] NUMBERS = {
        "0", "1", "2", "3", "-1", "10", "0.5", "-0.0", "1.5", "1e15", "1e100", "2^53", "-7", "255", "0x10", "1/0",
        "3.0", "100000"
    };
    private static final String[] NUMBERS_WITHOUT_ZEROS = {
        "1", "2", "3", "-1", "10", "0.5", "1.5", "1e15", "1e100", "2^53", "-7", "255", "0x10", "3.0", "100000"
    };
    private static final String[] INTEGERS = {
        "9223372036854775807",
        "-9223372036854775808",
        "0x7fffffffffffffff",
        "math.mininteger",
        "math.maxinteger",
        "1 << 62",
        "9007199254740993",
        "2^63",
        "-2^63",
        "64",
        "-64",
        "7 // 2",
        "0xffffffffffffffff",
        "1e308 * 10",
        "2^31",
        "4294967296"
    };
    private static final String[] STRINGS = {
        "'a'", "'b'", "''", "'10'", "'0x10'", "' 5 '", "'1e1'", "'abc'", "'\\1x'", "'x\\ny'", "'\\255'", "'-3'",
        " [[l]]", "'10.0'"
    };

    private final Names names;

    Literals(Names names) {
        this.names = names;
    }

    String number() {
        if (!names.zeroConstants && names.chance(20)) {
            return names.either("zero", "minus");
        }
        return names.dialect.isAtLeast(Dialect.LUA_5_3) && names.chance(25)
                ? "(" + names.either(INTEGERS) + ")"
                : "(" + names.either(names.zeroConstants ? NUMBERS : NUMBERS_WITHOUT_ZEROS) + ")";
    }

    String string() {
        return names.either(STRINGS);
    }
}
