package luafcgid.lua.io;

import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import luafcgid.lua.FileMode;
import org.jspecify.annotations.Nullable;

/**
 * What a file is opened for.
 *
 * @param appends whether every write goes to the file's end, wherever that is by then
 * @param empties whether the file loses what it holds
 */
record OpenMode(boolean reads, boolean writes, boolean appends, boolean empties) {
    static final OpenMode READ = new OpenMode(true, false, false, false);
    static final OpenMode WRITE = new OpenMode(false, true, false, true);
    static final OpenMode UPDATE = new OpenMode(true, true, false, false);

    private static final Pattern TEXT = Pattern.compile("[rwa]\\+?b*");
    /** 5.1 leaves them to the C library, which looks for a plus and skips what it does not know. */
    private static final Pattern TEXT_5_1 = Pattern.compile("[rwa].*", Pattern.DOTALL);

    /** A mode as {@code io.open} takes it; null when it is none. */
    static @Nullable OpenMode of(String text, Dialect dialect) {
        boolean known =
                (dialect == Dialect.LUA_5_1 ? TEXT_5_1 : TEXT).matcher(text).matches();
        if (!known || (dialect == Dialect.LUA_5_2 && text.endsWith("bb"))) {
            return null;
        }
        char first = text.charAt(0);
        boolean both = text.indexOf('+') > 0;
        return new OpenMode(first == 'r' || both, first != 'r' || both, first == 'a', first == 'w');
    }

    /** What the file policy is asked. */
    FileMode policy() {
        return writes ? FileMode.WRITE : FileMode.READ;
    }

    /** Options of the channel that writes; also the one that reads, unless this appends. */
    Set<OpenOption> options() {
        Set<OpenOption> options = new HashSet<>();
        if (reads && !appends) {
            options.add(StandardOpenOption.READ);
        }
        if (writes) {
            options.add(appends ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
        }
        if (appends || empties) {
            options.add(StandardOpenOption.CREATE);
        }
        if (empties) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return options;
    }
}
