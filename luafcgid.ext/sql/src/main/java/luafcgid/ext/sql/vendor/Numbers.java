package luafcgid.ext.sql.vendor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Values as a database's own types become Lua's. What a Lua number cannot hold becomes its decimal digits. */
final class Numbers {
    /** Beyond, a double skips integers. */
    private static final long EXACT = 1L << 53;

    private Numbers() {}

    static boolean isLong(double value) {
        return value >= -0x1p63 && value < 0x1p63 && value == (double) (long) value;
    }

    static LuaValue integer(long value) {
        return value >= -EXACT && value <= EXACT ? LuaInteger.valueOf(value) : LuaValue.valueOf(Long.toString(value));
    }

    static LuaValue decimal(BigDecimal value) {
        double near = value.doubleValue();
        boolean exact = !Double.isInfinite(near)
                && new BigDecimal(Double.toString(near)).compareTo(value) == 0
                && Math.abs(near) <= (double) EXACT;
        return exact ? number(near) : LuaValue.valueOf(value.toPlainString());
    }

    /** An integer where it is one. */
    static LuaValue number(double value) {
        boolean integer =
                Math.abs(value) <= (double) EXACT && value == Math.rint(value) && 1 / value != Double.NEGATIVE_INFINITY;
        return integer ? LuaInteger.valueOf((long) value) : LuaValue.valueOf(value);
    }

    static LuaValue nativeValue(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return LuaValue.NIL;
        }
        if (value instanceof String text) {
            return Text.lua(text);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return integer(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        }
        if (value instanceof Boolean truth) {
            return LuaValue.valueOf(truth);
        }
        if (value instanceof byte[] bytes) {
            return LuaString.valueUsing(bytes);
        }
        return rare(row, column, value);
    }

    private static LuaValue rare(ResultSet row, int column, Object value) throws SQLException {
        if (value instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (value instanceof BigInteger integer) {
            return decimal(new BigDecimal(integer));
        }
        if (value instanceof Blob) {
            return LuaString.valueUsing(row.getBytes(column));
        }
        String text = value instanceof Clob ? null : row.getString(column);
        if (value instanceof Clob clob) {
            text = clob.getSubString(1, (int) Math.min(clob.length(), Integer.MAX_VALUE));
        }
        return text == null ? LuaValue.NIL : Text.lua(text);
    }
}
