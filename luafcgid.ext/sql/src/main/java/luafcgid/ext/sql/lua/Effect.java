package luafcgid.ext.sql.lua;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a statement does to its connection beyond itself, as far as its first words tell. */
enum Effect {
    NONE,
    /** Makes keys, perhaps automatic ones. */
    INSERTS,
    /** Opens a transaction. */
    BEGINS,
    /** Closes it. */
    ENDS,
    /** Sets the connection up; another connection that executes the same is as good. */
    SETS,
    /** Makes something that only this connection has. */
    BINDS;

    /** Pragmas whose argument is no new value. */
    private static final Pattern QUESTION =
            Pattern.compile("(info|list|check|checkpoint|optimize|vacuum)\\s*\\(", Pattern.CASE_INSENSITIVE);

    static Effect of(String sql) {
        int start = skip(sql, 0);
        String first = word(sql, start);
        return switch (first) {
            case "INSERT", "REPLACE" -> INSERTS;
            case "BEGIN" -> BEGINS;
            case "START" -> second(sql, start, first).equals("TRANSACTION") ? BEGINS : NONE;
            case "SAVEPOINT" -> BEGINS;
            case "COMMIT", "END", "ABORT" -> ENDS;
            case "ROLLBACK" -> second(sql, start, first).equals("TO") ? NONE : ENDS;
            case "SET" -> set(second(sql, start, first));
            case "PRAGMA" -> QUESTION.matcher(sql).find() || sql.indexOf('=') + sql.indexOf('(') == -2 ? NONE : SETS;
            case "USE", "ATTACH", "DETACH" -> SETS;
            case "LOCK", "PREPARE", "DECLARE", "LISTEN" -> BINDS;
            case "CREATE" -> isTemporary(second(sql, start, first)) ? BINDS : NONE;
            default -> NONE;
        };
    }

    /** Whether a statement without a result may have changed rows. */
    static boolean changesRows(String sql) {
        return switch (word(sql, skip(sql, 0))) {
            case "INSERT", "REPLACE", "UPDATE", "DELETE", "WITH" -> true;
            default -> false;
        };
    }

    private static Effect set(String what) {
        return switch (what) {
            // Good for a transaction only.
            case "LOCAL", "TRANSACTION", "CONSTRAINTS" -> NONE;
            case "", "@" -> BINDS;
            default -> SETS;
        };
    }

    private static boolean isTemporary(String word) {
        return word.equals("TEMP") || word.equals("TEMPORARY") || word.equals("LOCAL") || word.equals("GLOBAL");
    }

    private static String second(String sql, int start, String first) {
        return word(sql, skip(sql, start + first.length()));
    }

    private static String word(String sql, int start) {
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toUpperCase(Locale.ROOT);
    }

    /** Past blanks, comments and empty statements. */
    private static int skip(String sql, int from) {
        int i = from;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (Character.isWhitespace(c) || c == ';' || c == '(') {
                i++;
            } else if (sql.startsWith("--", i)) {
                int end = sql.indexOf('\n', i);
                i = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", i)) {
                int end = sql.indexOf("*/", i);
                i = end < 0 ? sql.length() : end + 2;
            } else {
                break;
            }
        }
        return i;
    }
}
