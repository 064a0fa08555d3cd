package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Site.Name;

/** How messages speak of values. */
final class Wording {
    private Wording() {}

    /** A value by its name and its type: {@code local 'x' (a nil value)}, from 5.3 on {@code a nil value (local 'x')}. */
    static String value(Dialect dialect, Name name, String type) {
        String value = "a " + type + " value";
        if (name.kind().isEmpty()) {
            return value;
        }
        String known = name.kind() + " '" + name.name() + "'";
        return dialect.isAtLeast(Dialect.LUA_5_3) ? value + " (" + known + ")" : known + " (" + value + ")";
    }

    /** The name of an operand of what a site does, where messages tell it. */
    static Name operand(Dialect dialect, Site site, int index) {
        Name name = site.operand(index);
        return switch (site.operation()) {
            case INDEX, SET_INDEX, CONCAT ->
                name.kind().equals("constant") && dialect == Dialect.LUA_5_1 ? Name.NONE : name;
            // A constant is no register there.
            default -> name.kind().equals("constant") && !isInRegister(dialect, site) ? Name.NONE : name;
        };
    }

    private static boolean isInRegister(Dialect dialect, Site site) {
        return switch (site.operation()) {
            case NEGATE, BIT_NOT -> dialect.isAtLeast(Dialect.LUA_5_2);
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> dialect == Dialect.LUA_5_4;
            default -> false;
        };
    }

    /** The name of the function that a site calls: the one that its code names, or a metamethod. */
    static Name called(Dialect dialect, Site site) {
        return switch (site.operation()) {
            case CALL, TAIL_CALL -> {
                Name name = site.operand(0);
                yield name.kind().equals("constant") && dialect == Dialect.LUA_5_1 ? Name.NONE : name;
            }
            case ITERATE -> dialect == Dialect.LUA_5_4 ? new Name("for iterator", "for iterator") : Name.NONE;
            default -> {
                String event = site.operation().event();
                yield dialect == Dialect.LUA_5_4 && !event.isEmpty() ? new Name("metamethod", event) : Name.NONE;
            }
        };
    }
}
