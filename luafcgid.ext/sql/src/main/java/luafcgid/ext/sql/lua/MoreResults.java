package luafcgid.ext.sql.lua;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import luafcgid.ext.sql.vendor.Text;
import luafcgid.ext.sql.vendor.Vendor;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the other statements of several have resulted in. All of it is read at once. */
final class MoreResults {
    private final Deque<Result> results = new ArrayDeque<>(0);

    /**
     * One of them.
     *
     * @param rows    its rows; null when it has none
     * @param code    of its error; 0 for none
     * @param message of its error
     */
    private record Result(@Nullable Rows rows, int code, String message) {}

    /** Whether there is something behind a semicolon. A wrong yes costs little. */
    static boolean mayFollow(String sql) {
        int semicolon = sql.indexOf(';');
        return semicolon >= 0 && !sql.substring(semicolon + 1).isBlank();
    }

    void read(Statement statement, Vendor vendor) {
        try {
            while (true) {
                if (statement.getMoreResults()) {
                    ResultSet result = statement.getResultSet();
                    Rows rows = new Rows(vendor, result, true);
                    rows.read(Long.MAX_VALUE);
                    results.add(new Result(rows, 0, ""));
                } else if (statement.getLargeUpdateCount() >= 0) {
                    results.add(new Result(null, 0, ""));
                } else {
                    return;
                }
            }
        } catch (SQLException e) {
            results.add(new Result(null, e.getErrorCode(), vendor.message(e)));
        }
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    /** The next one's rows; null when there are none, of which {@link #refusal} tells. */
    @Nullable
    Rows next() {
        Result first = results.peek();
        if (first == null || first.rows == null) {
            return null;
        }
        results.remove();
        return first.rows;
    }

    /** What {@code nextresult} answers when there are no rows. */
    Varargs refusal() {
        Result first = results.poll();
        return first == null
                ? LuaValue.varargsOf(LuaValue.FALSE, LuaValue.valueOf(-1))
                : LuaValue.varargsOf(LuaValue.FALSE, LuaValue.valueOf(first.code), Text.lua(first.message));
    }
}
