package luafcgid.ext.sql.lua;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import luafcgid.ext.sql.pool.Session;
import luafcgid.ext.sql.vendor.Vendor;
import org.luaj.vm2.LuaValue;

/** The key that an INSERT has made. It is asked for at once, since the next statement may be on another connection. */
final class AutoId {
    private AutoId() {}

    /** @param before what it is when the statement made none */
    static LuaValue after(Execution execution, Vendor vendor, LuaValue before) throws SQLException {
        String query = vendor.lastAutoId();
        if (query == null) {
            try (ResultSet keys = execution.statement().getGeneratedKeys()) {
                return read(keys, before);
            }
        }
        Session session = execution.session();
        PreparedStatement statement = session.prepare(query, false);
        LuaValue id;
        try (ResultSet row = statement.executeQuery()) {
            id = read(row, before);
        }
        session.keep(query, statement);
        return id;
    }

    private static LuaValue read(ResultSet row, LuaValue before) throws SQLException {
        if (row.next() && row.getObject(1) instanceof Number key) {
            return LuaValue.valueOf(key.doubleValue());
        }
        return before;
    }
}
