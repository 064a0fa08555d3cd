package luafcgid.ext.sql.lua;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import luafcgid.ext.sql.vendor.Text;
import luafcgid.ext.sql.vendor.Vendor;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The rows of a result. Some are read ahead: a result that is read to its end needs its connection no longer, and most results
 * are small.
 */
final class Rows {
    /** Enough for most results; few enough to be no burden. */
    static final int AHEAD = 64;

    private final Vendor vendor;
    private final ResultSet result;
    private final LuaString[] names;
    private final int[] kinds;
    private final String @Nullable [] types;
    private final boolean kept;
    private final List<LuaValue[]> read = new ArrayList<>();
    private int position;
    private long dropped;
    private boolean complete;

    /** @param kept whether rows stay when they were fetched, so that one can go back */
    Rows(Vendor vendor, ResultSet result, boolean kept) throws SQLException {
        this.vendor = vendor;
        this.result = result;
        this.kept = kept;
        ResultSetMetaData columns = result.getMetaData();
        names = new LuaString[columns.getColumnCount()];
        kinds = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = Text.lua(columns.getColumnLabel(i + 1));
            kinds[i] = vendor.kind(columns, i + 1);
        }
        types = vendor.types(columns);
    }

    LuaString[] names() {
        return names;
    }

    String @Nullable [] types() {
        return types;
    }

    /** Whether the next row is here without asking the database. */
    boolean isReady() {
        return position < read.size() || complete;
    }

    /** Whether all rows are here, or were. */
    boolean isComplete() {
        return complete;
    }

    /** The next row that was read; null when there is none. */
    LuaValue @Nullable [] next() {
        if (position == read.size()) {
            return null;
        }
        LuaValue[] row = read.get(position++);
        if (!kept && position == read.size()) {
            dropped += position;
            read.clear();
            position = 0;
        }
        return row;
    }

    /** Reads at most so many rows. Closes the result after the last one. */
    void read(long most) throws SQLException {
        for (long i = 0; i < most && !complete; i++) {
            if (result.next()) {
                read.add(row());
            } else {
                complete = true;
                result.close();
            }
        }
    }

    private LuaValue[] row() throws SQLException {
        LuaValue[] row = new LuaValue[names.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = vendor.value(result, i + 1, kinds[i]);
        }
        return row;
    }

    /** How many there are; all of them were read. */
    long count() {
        return dropped + read.size();
    }

    /** Goes to the row that so many precede; all were read and kept. */
    void seek(long row) {
        position = (int) Math.min(row, read.size());
    }

    /** The driver may use the result's object for the statement's next one already when all rows are here. */
    void close() throws SQLException {
        if (!complete) {
            complete = true;
            result.close();
        }
    }
}
