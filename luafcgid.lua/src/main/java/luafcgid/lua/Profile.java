package luafcgid.lua;

import java.util.Optional;
import org.luaj.vm2.LuaValue;

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
     * Whether a state serves all scripts of a root or, where they are not trusted, of a folder of the sandbox, instead of one. It has no
     * body then; {@link State#chunk} gives it scripts.
     */
    default boolean isShared() {
        return false;
    }

    /** What profiles have in common whose states {@link StatePool#retire} closes together; equal only to itself. */
    default Object family() {
        return this;
    }

    /** How many states there may be of a script, or of a root: 0 for what the pool's settings say. */
    default int states() {
        return 0;
    }

    /**
     * Gives a new state, which has its libraries, what scripts expect, and runs the script's body by {@link State#load}, unless that is
     * left to who claims the state. On the thread that makes the state. This one runs the body.
     *
     * @throws ScriptException when that fails; the state is not used then
     */
    default void prepare(State state) throws ScriptException {
        state.load(LuaValue.NONE);
    }
}
