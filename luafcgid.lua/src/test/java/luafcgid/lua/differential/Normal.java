package luafcgid.lua.differential;

import java.util.regex.Pattern;

/** Takes from an output what differs from run to run: addresses, and by which way through its tables 5.2 found a function. */
final class Normal {
    private static final Pattern ADDRESS =
            Pattern.compile("\\b(table|function|thread|userdata|file|FILE\\*)( \\(|: )((0x)?[0-9a-f]{6,16}\\b)");

    private static final Pattern FOUND = Pattern.compile("'_G\\.(\\w+)'");

    private Normal() {}

    static String of(String output) {
        return FOUND.matcher(ADDRESS.matcher(output).replaceAll("$1$2ADDRESS")).replaceAll("'$1'");
    }
}
