package luafcgid.bench.beside;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import luafcgid.bench.load.HelloRequest;
import luafcgid.bench.load.LoadOptions;
import luafcgid.protocol.ListenAddress;

/** Whom hello has beside it. */
public enum Company {
    FAIRNESS_LOOP("an endless loop until its watchdog", "answers") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) {
            return repeated(address, scripts, "loop.lua", "", 1, "");
        }
    },
    FAIRNESS_ALTERNATING("8 scripts alternately quick and computing for 500 ms", "answers") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) {
            return repeated(address, scripts, "alternating.lua", "compute", 8, "done");
        }
    },
    FAIRNESS_SLEEPING("8 scripts alternately quick and sleeping for 500 ms", "answers") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) {
            return repeated(address, scripts, "alternating.lua", "sleep", 8, "done");
        }
    },
    FAIRNESS_POPEN("40 scripts that read a program of 500 ms", "answers") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) {
            return repeated(address, scripts, "popen.lua", "", PROGRAMS, "done");
        }
    },
    FAIRNESS_EXECUTE("40 scripts that execute a program of 500 ms", "answers") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) {
            return repeated(address, scripts, "execute.lua", "", PROGRAMS, "done");
        }
    },
    FAIRNESS_DOWNLOADS("64 downloads of 10 MB, read at 40 KB/s", "bytes") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) throws IOException {
            return new Crowd(address, 64, new Behaviour.Trickle(request(scripts, "download.lua")));
        }
    },
    IDLE("10,000 idle kept connections", "connections lost") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) throws IOException {
            return new Crowd(address, 10_000, new Behaviour.Idle(request(scripts, HELLO)));
        }
    },
    SLOW_LORIS("1,000 peers that send 10 bytes a second", "connections anew") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) throws IOException {
            return new Crowd(address, 1000, new Behaviour.Dribble(request(scripts, HELLO)));
        }
    },
    HALF_OPEN("1,000 requests without an end", "connections anew") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) throws IOException {
            byte[] whole = request(scripts, HELLO);
            return new Crowd(address, 1000, new Behaviour.HalfOpen(Arrays.copyOf(whole, whole.length / 2)));
        }
    },
    MALFORMED("a storm of 1,000 malformed connections a second", "connections") {
        @Override
        Neighbours start(ListenAddress address, Path scripts) throws IOException {
            return new Crowd(address, 100, new Behaviour.Storm(Malformed.of(request(scripts, HELLO))));
        }
    };

    /** More than there are workers where each request has one, on a small machine. */
    private static final int PROGRAMS = 40;

    private static final String HELLO = "hello.lua";
    /** They end when they are told to. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final String title;
    private final String counted;

    Company(String title, String counted) {
        this.title = title;
        this.counted = counted;
    }

    abstract Neighbours start(ListenAddress address, Path scripts) throws IOException;

    private static Neighbours repeated(
            ListenAddress address, Path scripts, String script, String query, int connections, String expect) {
        HelloRequest request = new HelloRequest(scripts.resolve(script).toString(), query);
        return new Repeated(new LoadOptions(address, request, expect, connections, true, FOR_EVER));
    }

    private static byte[] request(Path scripts, String script) {
        return new HelloRequest(scripts.resolve(script).toString(), "").records(true);
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Company::word).toList();
    }

    /** Words for a report. */
    public String title() {
        return title;
    }

    /** What {@link Neighbours#count} counts. */
    public String counted() {
        return counted;
    }
}
