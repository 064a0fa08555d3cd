package luafcgid.ext.log;

import luafcgid.lua.LogText;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Writes entries to a log, all with some fields. */
record Entries(System.Logger log, Fields fixed) {
    /** Characters of an entry: what a page of a terminal shows. */
    static final int LONGEST = 8192;

    boolean isEnabled(LogLevel level) {
        return log.isLoggable(level.level());
    }

    /** Writes an entry; {@code fields} is a table or nil. */
    void write(LogLevel level, LuaValue message, LuaValue fields) {
        Fields all = fields instanceof LuaTable table ? fixed.with(Fields.of(table, 0)) : fixed;
        log.log(level.level(), line(Text.of(message), all));
    }

    private static String line(String message, Fields fields) {
        if (fields.isEmpty()) {
            return cut(LogText.escape(message));
        }
        // A message that looks as if it had fields, or were in quotes, is in quotes: then no field is forged.
        boolean ambiguous = message.indexOf('=') >= 0 || message.indexOf('"') >= 0;
        return cut((ambiguous ? Text.quote(message) : LogText.escape(message)) + " " + fields.text(" "));
    }

    private static String cut(String line) {
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST) + "…(" + (line.length() - LONGEST) + " characters more)";
    }

    Entries with(LuaTable fields) {
        return new Entries(log, fixed.with(Fields.of(fields, 0)));
    }

    /** A log below this one, which may have a level of its own. */
    Entries named(String name) {
        return new Entries(System.getLogger(log.getName() + "." + name), fixed);
    }
}
