package luafcgid.ext.sql.lua;

import java.util.ArrayList;
import java.util.List;

/** The named parameters of a statement for SQLite, in the order in which it numbers them. */
final class ParameterNames {
    private ParameterNames() {}

    /** With their first character, {@code :}, {@code @} or {@code $}; a nameless {@code ?} counts as a name of its own. */
    static List<String> of(String sql) {
        List<String> names = new ArrayList<>();
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            int end;
            if (c == '\'' || c == '"' || c == '`') {
                end = after(sql, String.valueOf(c), i + 1);
            } else if (c == '[') {
                end = after(sql, "]", i + 1);
            } else if (sql.startsWith("--", i)) {
                end = after(sql, "\n", i);
            } else if (sql.startsWith("/*", i)) {
                end = after(sql, "*/", i + 2);
            } else if (c == '?' || ((c == ':' || c == '@' || c == '$') && isName(sql, i + 1))) {
                end = i + 1;
                while (isName(sql, end)) {
                    end++;
                }
                String name = sql.substring(i, end);
                if (name.equals("?") || !names.contains(name)) {
                    names.add(name);
                }
            } else if (isName(sql, i)) {
                end = i + 1;
                while (isName(sql, end)) {
                    end++;
                }
            } else {
                end = i + 1;
            }
            i = end;
        }
        return names;
    }

    private static int after(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private static boolean isName(String sql, int i) {
        return i < sql.length() && (Character.isLetterOrDigit(sql.charAt(i)) || sql.charAt(i) == '_');
    }
}
