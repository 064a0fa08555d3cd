package luafcgid.lua;

import java.util.Arrays;
import java.util.Optional;

/** A version of Lua. */
public enum Dialect {
    LUA_5_1("5.1"),
    LUA_5_2("5.2"),
    LUA_5_3("5.3"),
    LUA_5_4("5.4");

    private final String version;
    private final boolean integers;

    Dialect(String version) {
        this.version = version;
        this.integers = version.compareTo("5.3") >= 0;
    }

    /** The dialect with that {@link #version()}; none where there is no such. */
    public static Optional<Dialect> of(String version) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.version.equals(version))
                .findFirst();
    }

    /** As in {@code _VERSION}: {@code 5.1}. */
    public String version() {
        return version;
    }

    /** Whether this is {@code other} or a later version. */
    public boolean isAtLeast(Dialect other) {
        return compareTo(other) >= 0;
    }

    /** Whether integers are a kind of their own: 64 bits, wrapping around. Before 5.3 every number is a float. */
    public boolean hasIntegers() {
        return integers;
    }
}
