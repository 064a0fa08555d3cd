package luafcgid.daemon.worker;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has the system let other threads go before some: those get less of the processors (niceness, see sched(7)), and one that wakes up takes
 * the processor from them at once. Linux keeps both for each thread; Java can set them where it may call native functions. Never undone:
 * the system lets only privileged processes do that.
 */
final class Background {
    /** The niceness that the system takes for the least important. */
    static final int MOST = 19;

    static final int SCHED_BATCH = 3;

    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Workers");
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
    /** The JVM's, as far as the system keeps names. */
    private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre");
    /** Bytes of {@code struct sched_attr} in its first version. */
    private static final int ATTRIBUTES = 48;

    private static final int PRIO_PROCESS = 0;
    /**
     * Since Linux 6.12 a thread that wakes up and has a shorter time slice takes the processor from the one that runs; else it waits for
     * the end of that one's. Usual slices are 1.4 ms on two processors and 2.8 ms on eight.
     */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Object LOCK = new Object();
    /** Who waits for the functions to be found; null since they have been. Guarded by the lock. */
    private static @Nullable List<Entrant> waiting = new ArrayList<>();

    private Background() {}

    private record Entrant(SystemThread thread, int nice) {}

    /** What does it. To link a function takes a JVM that has just begun a tenth of a second of work. */
    private static final class Functions {
        /** The C library has had a function of its own for this call only since 2025. */
        static final long SCHED_SETATTR =
                switch (System.getProperty("os.arch")) {
                    case "amd64" -> 314;
                    case "aarch64", "riscv64" -> 274;
                    default -> -1;
                };

        static final Optional<NativeFunction> SYSCALL = LINUX && SCHED_SETATTR > 0
                ? NativeFunction.link("syscall", 1, long.class, long.class, int.class, ByteBuffer.class, int.class)
                : Optional.empty();
        static final Optional<NativeFunction> SETPRIORITY = LINUX
                ? NativeFunction.link("setpriority", 3, int.class, int.class, int.class, int.class)
                : Optional.empty();

        private Functions() {}
    }

    /**
     * Sends the calling platform thread there, with those that it will start, and the JVM's compilers, as far as this JVM and system
     * can. Waits for nothing: what comes first goes on as it is until the functions are found.
     *
     * @param nice how much less important than now it shall be, 0 to {@link #MOST}
     */
    static void enter(int nice) {
        if (!LINUX) {
            return;
        }
        try {
            Entrant entrant = new Entrant(SystemThread.caller(), nice);
            synchronized (LOCK) {
                if (waiting != null) {
                    if (waiting.isEmpty()) {
                        begin();
                    }
                    waiting.add(entrant);
                    return;
                }
            }
            enter(entrant);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the system does not tell which thread this is", e);
        }
    }

    private static void begin() {
        Thread thread = new Thread(Background::prepare, "luafcgid-background");
        thread.setDaemon(true);
        thread.start();
    }

    /** Finds the functions and has all enter that waited for that. */
    static void prepare() {
        List<Entrant> entrants = entrants();
        synchronized (LOCK) {
            if (waiting != null) {
                entrants.addAll(waiting);
                waiting = null;
            }
        }
        for (Entrant entrant : entrants) {
            try {
                enter(entrant);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a thread has ended meanwhile", e);
            }
        }
    }

    /** The compilers. They stay as important as they are: with less time of the processors everything would get fast later. */
    private static List<Entrant> entrants() {
        List<Entrant> compilers = new ArrayList<>();
        try {
            if (Functions.SYSCALL.isPresent()) {
                for (SystemThread thread : SystemThread.all()) {
                    if (COMPILER.matcher(thread.name()).matches()) {
                        compilers.add(new Entrant(thread, 0));
                    }
                }
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a thread has ended meanwhile, or the system does not tell its threads", e);
        }
        return compilers;
    }

    private static void enter(Entrant entrant) throws IOException {
        int thread = entrant.thread.id();
        int niceness = Math.min(entrant.thread.niceness() + entrant.nice, MOST);
        if (!call(Functions.SYSCALL, Functions.SCHED_SETATTR, thread, attributes(niceness), 0)) {
            call(Functions.SETPRIORITY, PRIO_PROCESS, thread, niceness);
        }
    }

    /** {@code struct sched_attr}. */
    private static ByteBuffer attributes(int niceness) {
        return ByteBuffer.allocateDirect(ATTRIBUTES)
                .order(ByteOrder.nativeOrder())
                .putInt(ATTRIBUTES)
                .putInt(SCHED_BATCH)
                .putLong(0)
                .putInt(niceness)
                .putInt(0)
                .putLong(SLICE)
                .rewind();
    }

    private static boolean call(Optional<NativeFunction> function, Object... arguments) {
        return function.isPresent() && function.get().call(arguments) == 0;
    }
}
