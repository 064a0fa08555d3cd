package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Site.Name;

/** How messages speak of values. */
final class Wording {
    private Wording() {}

    /** A value by its name and its type: {@code local 'x' (a nil value)}, from 5.3 on {@code a nil value (local 'x')}. */
    static String value(Dialect dialect, Name name, String type) {
        String value = "a " + type + " value";
        if (name.name().isEmpty()) {
            return value;
        }
        String known = name.kind() + " '" + name.name() + "'";
        return dialect.isAtLeast(Dialect.LUA_5_3) ? value + " (" + known + ")" : known + " (" + value + ")";
    }

    /** The name of an operand of what a site does, where messages tell it. */
    static Name operand(Dialect dialect, Site site, int index) {
        Name name = site.operand(index);
        return switch (site.operation()) {
            case ITERATE -> dialect == Dialect.LUA_5_4 ? new Name("for iterator", "for iterator") : Name.NONE;
            case CALL, TAIL_CALL, INDEX, SET_INDEX, CONCAT ->
                name.kind().equals("constant") && dialect == Dialect.LUA_5_1 ? Name.NONE : name;
            // A constant is no register there.
            default -> name.kind().equals("constant") ? Name.NONE : name;
        };
    }
}
