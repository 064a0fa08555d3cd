package luafcgid.ext.sql.lua;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements that set a connection up: of those that set the same, the last. */
final class Settings {
    /** More is no set-up any more. */
    private static final int MOST = 16;

    private static final Pattern VARIABLE = Pattern.compile(
            "\\s*(?:SET|PRAGMA)\\s+(?:SESSION\\s+|GLOBAL\\s+)?([\\w.@]+).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern USE = Pattern.compile("\\s*USE\\s.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Map<String, String> statements;

    Settings() {
        this(Map.of());
    }

    private Settings(Map<String, String> statements) {
        this.statements = new LinkedHashMap<>(statements);
    }

    /** These and one more. */
    Settings with(String sql) throws SQLException {
        Settings more = new Settings(statements);
        more.add(sql);
        return more;
    }

    /** Whether the statement may be executed on a connection that has executed it. */
    static boolean isRepeatable(String sql) {
        return !key(sql).equals(sql);
    }

    private void add(String sql) throws SQLException {
        String key = key(sql);
        statements.remove(key);
        if (statements.size() >= MOST) {
            throw new SQLException(
                    "more than " + MOST + " statements set this connection up, the last one being: " + sql);
        }
        statements.put(key, sql);
    }

    private static String key(String sql) {
        Matcher variable = VARIABLE.matcher(sql);
        if (variable.matches()) {
            return variable.group(1).toLowerCase(Locale.ROOT);
        }
        return USE.matcher(sql).matches() ? "USE" : sql;
    }

    List<String> list() {
        return List.copyOf(statements.values());
    }
}
