package luafcgid.lua.reference;

import luafcgid.lua.code.Code;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Code for LuaJ's interpreter. */
record InterpretedCode(Prototype prototype) implements Code {
    @Override
    public LuaFunction instantiate(LuaState state, LuaValue environment) {
        Globals globals = state.globals();
        // A closure made for another environment would not know the Globals and run without safe points.
        LuaClosure closure = new LuaClosure(prototype, globals);
        if (!environment.equals(globals) && closure.upValues.length > 0) {
            closure.upValues[0].setValue(environment);
        }
        return closure;
    }
}
