package luafcgid.lua.engine;

import luafcgid.lua.Traceback;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** An error whose value is final: LuaJ's interpreter neither words it anew nor asks for a traceback. */
public final class RaisedError extends LuaError {
    private static final long serialVersionUID = 1L;

    private final transient LuaValue value;
    private final transient Snapshot snapshot;

    RaisedError(LuaValue value, Snapshot snapshot) {
        super(value);
        this.value = value;
        this.snapshot = snapshot;
        // What LuaJ takes for "processed already".
        this.traceback = "";
    }

    Traceback where() {
        return snapshot.traceback();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public String getMessage() {
        return value.tojstring();
    }

    @Override
    public LuaValue getMessageObject() {
        return value;
    }

    /** Scripts use errors for control flow, and the Java frames tell their authors nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
