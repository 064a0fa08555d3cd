package luafcgid.lua.engine;

import java.util.concurrent.TimeUnit;
import luafcgid.lua.Chunk;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/** A file for one state. Those of one version are equal. */
record FileChunk(LuaState state, SourceFile file) implements Chunk {
    @Override
    public LuaFunction body(LuaValue environment) {
        return file.code().instantiate(state, environment);
    }

    @Override
    public long modified() {
        return TimeUnit.NANOSECONDS.toMillis(file.version().modified());
    }
}
