package luafcgid.lua.engine;

import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.lib.OneArgFunction;

/** Called by LuaJ's interpreter where an error that Java code raised meets the first Lua function. */
final class ErrorHook extends OneArgFunction {
    private final Safepoints safepoints;

    ErrorHook(Safepoints safepoints) {
        this.safepoints = safepoints;
    }

    @Override
    public LuaValue call(LuaValue raw) {
        Calls calls = safepoints.calls();
        String message = text(calls, raw.tojstring());
        Snapshot where = calls.snapshot(1);
        calls.hooked(message, where, calls.handle(LuaString.valueOf(message)));
        // The only value whose text is the very String that it holds: the catcher recognises the error by it.
        return userdataOf(message);
    }

    private static String text(Calls calls, String raw) {
        LuaClosure function = calls.function(1);
        if (function == null) {
            return ErrorText.reword(raw);
        }
        Prototype prototype = function.p;
        int counter = calls.counter(1);
        String prefix = prototype.source + ":" + Frames.line(prototype, counter) + " ";
        String message = raw.startsWith(prefix) ? raw.substring(prefix.length()) : raw;
        return calls.position(1) + ErrorText.reword(message, prototype, counter);
    }
}
