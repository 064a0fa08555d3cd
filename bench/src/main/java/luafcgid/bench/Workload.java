package luafcgid.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is asked of the daemon. The yardstick answers "Hello World" whatever it is asked. */
enum Workload {
    HELLO_KEPT_8("hello, kept connections, c=8", "hello.lua", "Hello World", 8, true),
    HELLO_KEPT_256("hello, kept connections, c=256", "hello.lua", "Hello World", 256, true),
    HELLO_8("hello, a connection per request, c=8", "hello.lua", "Hello World", 8, false),
    HELLO_256("hello, a connection per request, c=256", "hello.lua", "Hello World", 256, false),
    FIB("fib(24), kept, c=8", "fib.lua", "46368", 8, true),
    TABLE("table of 1000 rows (67 KB), kept, c=8", "table.lua", "1000 rows", 8, true),
    DUMPENV("dumpenv, kept, c=8", "dumpenv.lua", "SCRIPT_FILENAME", 8, true);

    /** What the yardstick answers. */
    static final String HELLO = "Hello World";

    /** Threads of the yardstick where kept connections do not need more. */
    private static final int YARDSTICK_THREADS = 10;

    private final String title;
    private final String script;
    private final String expect;
    private final int connections;
    private final boolean keep;

    Workload(String title, String script, String expect, int connections, boolean keep) {
        this.title = title;
        this.script = script;
        this.expect = expect;
        this.connections = connections;
        this.keep = keep;
    }

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Workload::word).toList();
    }

    String title() {
        return title;
    }

    String script() {
        return script;
    }

    String expect() {
        return expect;
    }

    int connections() {
        return connections;
    }

    boolean keep() {
        return keep;
    }

    /** libfcgi gives a kept connection a thread of its own and starves those that find none. */
    int yardstickThreads() {
        return keep ? Math.max(YARDSTICK_THREADS, connections) : YARDSTICK_THREADS;
    }
}
