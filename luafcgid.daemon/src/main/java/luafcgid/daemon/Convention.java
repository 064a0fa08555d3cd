package luafcgid.daemon;

import java.io.IOException;
import java.nio.file.Path;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Params;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a script may assume of the one who calls it: what is in its state, which function gets which values, and what becomes the response.
 * A service; configuration chooses one for each script by its {@link #NAME}.
 */
public interface Convention {
    /** Service property, a string: the name by which configuration chooses it, of lower-case letters, digits and {@code -}. Mandatory. */
    String NAME = "luafcgid.convention";

    /** How the states of its scripts are made. Always the same one, or one that is equal. */
    Profile profile();

    /**
     * As {@link #profile()}, where it depends on the request: profiles that differ are of one {@linkplain Profile#family() family}. Asked
     * for every request, so it has to be quick.
     */
    default Profile profile(Params params) {
        return profile();
    }

    /**
     * Has a script answer a request. What was written when this returns is the response. Called on the thread that holds the state.
     *
     * @throws ScriptException  when the script fails
     * @throws RefusedException when the request cannot be given to the script
     * @throws IOException      when the web server has gone
     */
    void respond(Exchange exchange) throws ScriptException, RefusedException, IOException;

    /**
     * What the convention {@code auto} hands to the body of a script that it does not know yet, where the script can tell before it runs that it
     * is written for this one and needs something there. Nothing, as here, for all other scripts. Any thread.
     *
     * @param script its file
     */
    default Varargs arguments(Path script) {
        return LuaValue.NONE;
    }

    /**
     * Whether a script is written for this convention, going by what its body has defined or {@linkplain State#returned() returned}: for
     * {@code auto}, which asks about scripts that define nothing of luafcgid's, and again for each request. Where it is, {@link #respond} is
     * called with this state, though {@link #profile} has not made it. On the thread that holds the state. This one recognizes none.
     *
     * @param printed whether the body has just printed what may be an answer, as a program of CGI does
     * @throws ScriptException when the script fails while it is looked at
     */
    default boolean recognizes(State state, boolean printed) throws ScriptException {
        return false;
    }
}
