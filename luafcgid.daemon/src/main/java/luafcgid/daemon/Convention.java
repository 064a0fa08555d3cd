package luafcgid.daemon;

import java.io.IOException;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Request;
import luafcgid.protocol.Response;

/** What a script may assume of the one who calls it: which function gets which values, and what becomes the response. */
@FunctionalInterface
public interface Convention {
    /**
     * Has the loaded script answer the request. Called on the thread that holds the lease of the state.
     *
     * @param state    the script's body has run in it
     * @param settings of this request: what configuration says, which the script may change for itself
     * @throws ScriptException   when the script fails; nothing of the response was sent then
     * @throws RefusedException  when the request cannot be given to a script or goes on in none; likewise
     * @throws CutShortException when either happens after a part of the response was sent
     * @throws IOException       when the web server has gone
     */
    void respond(State state, Request request, Response response, RequestSettings settings)
            throws ScriptException, RefusedException, CutShortException, IOException;
}
