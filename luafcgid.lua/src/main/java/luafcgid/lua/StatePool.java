package luafcgid.lua;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The states of all scripts. A service. Any thread. */
public interface StatePool {
    /**
     * Takes a state of the script: an idle one, else a new clone where limits allow, else the next that is given back.
     *
     * @param script   the path as the web server sent it, absolute
     * @param profile  how its states are made
     * @param deadline when the request has to end, as {@link System#nanoTime()}, {@link Long#MAX_VALUE} for never: the watchdog of
     *                 the lease, and how long to wait for a state
     * @param onAbandoned the action of {@link Lease#onAbandoned} of the lease, and of the time before, in which the script is loaded for it
     * @throws ScriptException of kind NOT_FOUND, FORBIDDEN, LOAD, STOPPED or BUSY
     */
    Lease claim(Path script, Profile profile, long deadline, Runnable onAbandoned) throws ScriptException;

    /** As {@link #claim(Path, Profile, long, Runnable)}, for what nobody has to answer. */
    default Lease claim(Path script, Profile profile, long deadline) throws ScriptException {
        return claim(script, profile, deadline, () -> {});
    }

    /** As {@link #claim(Path, Profile, long)}, with {@link Profile#PLAIN}. */
    default Lease claim(Path script, long deadline) throws ScriptException {
        return claim(script, Profile.PLAIN, deadline);
    }

    /**
     * Makes a state that serves no script, for Lua of the daemon's own.
     *
     * @param folder   its working directory, and where it finds modules first
     * @param profile  how it is made; a {@linkplain Profile#isShared() shared} one, since there is no body
     * @param deadline when making it has to end, as {@link System#nanoTime()}
     * @throws ScriptException of kind NOT_FOUND where there is no such folder, LOAD or STOPPED
     */
    Resident reside(Path folder, Profile profile, long deadline) throws ScriptException;

    /**
     * Looks at every script's files: states of changed ones are replaced, of deleted ones closed, of long idle ones too.
     *
     * @return how many states were closed
     */
    int sweep();

    /**
     * Closes the states of the scripts that the filter accepts: idle ones now, leased ones when they are given back. Their code is
     * compiled anew at the next claim.
     *
     * @return how many states were or will be closed
     */
    int flush(Predicate<Path> scripts);

    /**
     * Closes the states that the profile, or another one of its {@linkplain Profile#family() family}, made: idle ones now, leased ones when they are given back.
     *
     * @return how many states were or will be closed
     */
    int retire(Profile profile);

    /** What is loaded, one entry per script and profile. */
    List<ScriptInfo> scripts();

    /** Every state. */
    List<StateInfo> states();

    /** How scripts run, and how it ended them. */
    Use use();

    /** Compiles the script and says what is wrong with it, without running it. */
    void check(Path script) throws ScriptException;

    /**
     * What there is to say of all scripts together.
     *
     * @param coroutines what coroutines are made of
     * @param stops      how many scripts were told to stop, for each reason
     * @param stuck      threads that were given up, since they did not stop, and have not come back
     * @param abandoned  threads given up so far
     * @param outgrown   states closed since they kept too much
     */
    record Use(String coroutines, Map<StopReason, Long> stops, int stuck, long abandoned, long outgrown) {
        public Use {
            stops = Map.copyOf(stops);
        }
    }

    /**
     * A loaded script.
     *
     * @param path     as the web server sent it
     * @param profile  the {@linkplain Profile#name() name} of how its states are made
     * @param modified the file's modification time, milliseconds since the epoch
     * @param hits     claims so far
     * @param states   states that hold it
     * @param error    why the newest version of the file is not the one that serves; empty when it is
     */
    record ScriptInfo(Path path, String profile, long modified, long hits, int states, String error) {}

    /**
     * One state.
     *
     * @param id     see {@link State#id()}
     * @param script as the web server sent it; the folder and the profile's name, where states serve many
     * @param profile the {@linkplain Profile#name() name} of how it was made
     * @param leased whether a request uses it now
     * @param uses   requests so far
     * @param age    since it was made
     * @param idle   since it was last given back; zero while leased
     */
    record StateInfo(long id, Path script, String profile, boolean leased, long uses, Duration age, Duration idle) {}
}
