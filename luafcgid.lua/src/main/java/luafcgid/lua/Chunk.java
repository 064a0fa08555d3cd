package luafcgid.lua;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/** One version of a script that a shared state runs; chunks of one version are equal. */
public interface Chunk {
    /**
     * Its body as a function of the state that it was asked of.
     *
     * @param environment what it sees as its globals
     */
    LuaFunction body(LuaValue environment);

    /** When the file was modified, milliseconds since the epoch. */
    long modified();
}
