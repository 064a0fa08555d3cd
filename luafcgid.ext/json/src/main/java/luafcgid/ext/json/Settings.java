package luafcgid.ext.json;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What a script may choose, for one instance of the module. */
final class Settings {
    /** What to write for numbers that JSON has no word for. */
    enum InvalidNumbers {
        REFUSED,
        WRITTEN,
        NULL
    }

    static final int MAX_PRECISION = 16;

    boolean convertSparseArrays;
    /** How many times its elements an array may be long; 0 for any. */
    int sparseRatio = 2;
    /** Up to this length any array is written. */
    int sparseSafe = 10;

    int encodeMaxDepth = 1000;
    int decodeMaxDepth = 1000;
    /** Significant digits of a number. */
    int precision = 14;

    InvalidNumbers encodeInvalidNumbers = InvalidNumbers.REFUSED;
    boolean decodeInvalidNumbers = true;
    boolean keepBuffer = true;
    boolean emptyTableIsObject = true;
    boolean escapeSlash = true;
    boolean skipUnsupported;
    boolean decodeArraysMarked;
    boolean decodeComments;
    /** Written once for each level; empty for everything in one line. */
    LuaString indent = LuaValue.EMPTYSTRING;
}
