package luafcgid.ext.sql.lua;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import luafcgid.ext.sql.vendor.Text;
import luafcgid.ext.sql.vendor.Vendor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Puts a script's values in the place of question marks. */
final class Parameters {
    private final Vendor vendor;

    Parameters(Vendor vendor) {
        this.vendor = vendor;
    }

    /** @param values what follows the statement in the call */
    void bind(PreparedStatement statement, String sql, Varargs values) throws SQLException {
        int given = values.narg();
        if (given == 1 && values.arg1().istable()) {
            bindTable(statement, sql, values.checktable(1));
            return;
        }
        int expected = vendor.parameters(statement);
        if (expected >= 0 && expected != given) {
            throw new LuaError("LuaSQL: wrong number of parameters: expected=" + expected + ", given=" + given);
        }
        for (int i = 1; i <= given; i++) {
            set(statement, i, values.arg(i));
        }
    }

    private void bindTable(PreparedStatement statement, String sql, LuaTable table) throws SQLException {
        List<String> names = ParameterNames.of(sql);
        for (int i = 1; i <= names.size(); i++) {
            set(statement, i, LuaValue.NIL);
        }
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaValue key = entry.arg1();
            int index = key.type() == LuaValue.TNUMBER ? key.checkint() : index(names, key.checkjstring());
            set(statement, index, entry.arg(2));
        }
    }

    private static int index(List<String> names, String key) {
        for (String prefix : new String[] {"", ":", "@", "$"}) {
            int index = names.indexOf(prefix + key);
            if (index >= 0) {
                return index + 1;
            }
        }
        throw new LuaError("LuaSQL: binding to invalid parameter name " + key);
    }

    private void set(PreparedStatement statement, int index, LuaValue value) throws SQLException {
        switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TBOOLEAN, LuaValue.TNUMBER, LuaValue.TSTRING ->
                vendor.bind(statement, index, value);
            default -> {
                if (value.touserdata() instanceof Blob blob) {
                    statement.setBytes(index, Text.bytes(blob.bytes()));
                } else {
                    throw new LuaError("LuaSQL: unhandled data type " + value.typename() + " in parameter binding");
                }
            }
        }
    }

    /** The statement as the driver takes it. */
    static String text(LuaValue sql) throws SQLException {
        String text = Text.java(sql.checkstring());
        if (text == null) {
            throw new SQLException("the statement is not UTF-8: pass other bytes as parameters");
        }
        return text;
    }
}
