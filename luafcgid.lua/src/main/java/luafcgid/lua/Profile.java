package luafcgid.lua;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the states of scripts are made which are called in one way. A script may be run under several profiles: their states are apart. Equal
 * profiles share states; a profile that has to be equal to another says so by {@link Object#equals}. Any thread, unless a method says
 * otherwise.
 */
public interface Profile {
    /** The body runs when a state is made; what a script chooses of Lua, or else the pool, holds. */
    Profile PLAIN = new Profile() {
        @Override
        public String name() {
            return "plain";
        }
    };

    /** A word for status and log. */
    String name();

    /** What scripts are written in that do not choose a dialect themselves; empty: the pool's setting. */
    default Optional<Dialect> dialect() {
        return Optional.empty();
    }

    /**
     * Whether a script's body runs when a state is made for it, before a request gets it. Otherwise whoever claims the state runs it, by
     * {@link State#load} or {@link State#body}. Asked for each state.
     *
     * @param script as the web server sent it
     */
    default boolean loads(Path script) {
        return true;
    }

    /**
     * Gives a new state what scripts expect. It has its libraries; the script's body has not run. On the thread that makes the state, which
     * may run it.
     *
     * @throws ScriptException when that fails; the state is not used then
     */
    default void prepare(State state) throws ScriptException {}
}
