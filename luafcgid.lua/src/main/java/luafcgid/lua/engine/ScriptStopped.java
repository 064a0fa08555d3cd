package luafcgid.lua.engine;

import luafcgid.lua.StopReason;
import luafcgid.lua.Traceback;

/** The script was told to stop. */
final class ScriptStopped extends Unwind {
    private static final long serialVersionUID = 1L;

    private final StopReason reason;
    private final transient Traceback traceback;

    ScriptStopped(StopReason reason, Traceback traceback) {
        super(reason.text());
        this.reason = reason;
        this.traceback = traceback;
    }

    StopReason reason() {
        return reason;
    }

    Traceback traceback() {
        return traceback;
    }
}
