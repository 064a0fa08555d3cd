package luafcgid.lua.engine;

import luafcgid.lua.Traceback;
import luafcgid.lua.code.LuaNames;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.Prototype;

/** What is known of an active function. */
public final class Frames {
    private Frames() {}

    /** The source as messages show it. */
    public static String source(Prototype prototype) {
        return prototype.source == null ? "?" : LuaNames.shortName(prototype.source.tojstring());
    }

    /** The line of an instruction; 0 where it is not known. */
    public static int line(Prototype prototype, int counter) {
        int[] lines = prototype.lineinfo;
        return lines == null || counter < 0 || counter >= lines.length ? 0 : lines[counter];
    }

    static Traceback.Frame frame(LuaClosure function, int counter, @Nullable LuaClosure caller, int call) {
        Prototype prototype = function.p;
        return new Traceback.Frame(
                source(prototype),
                line(prototype, counter),
                describe(prototype, caller == null ? null : caller.p, call));
    }

    private static String describe(Prototype prototype, @Nullable Prototype caller, int call) {
        if (prototype.linedefined == 0) {
            return "main chunk";
        }
        Operand name = caller == null ? null : Operand.called(caller, call);
        return name != null
                ? "function '" + name.name() + "'"
                : "function <" + source(prototype) + ":" + prototype.linedefined + ">";
    }
}
