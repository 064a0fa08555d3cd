package luafcgid.lua.code;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Code for LuaJ's interpreter. */
record InterpretedCode(Prototype prototype) implements Code {
    @Override
    public LuaFunction instantiate(Globals globals, LuaValue environment) {
        // A closure made for another environment would not know the Globals and run without safe points.
        LuaClosure closure = new LuaClosure(prototype, globals);
        if (!environment.equals(globals) && closure.upValues.length > 0) {
            closure.upValues[0].setValue(environment);
        }
        return closure;
    }
}
