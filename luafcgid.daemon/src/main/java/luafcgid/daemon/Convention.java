package luafcgid.daemon;

import java.io.IOException;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.protocol.Params;

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
}
