package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.string.Texts;
import luafcgid.lua.string.Workspace;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code string.gmatch}; from 5.4 on it may begin anywhere. */
public final class Gmatch extends Builtin.Three {
    private final Workspace workspace;

    public Gmatch(Workspace workspace) {
        super("gmatch");
        this.workspace = workspace;
    }

    @Override
    public LuaValue call(LuaValue subject, LuaValue sought, LuaValue init) {
        LuaString text = workspace.string(1, subject);
        LuaString pattern = workspace.string(2, sought);
        Dialect dialect = workspace.dialect();
        int from = 0;
        if (dialect.isAtLeast(Dialect.LUA_5_4) && !init.isnil()) {
            long position = Texts.fromStart(Arguments.integer(dialect, 3, init), text.m_length);
            from = (int) Math.min(Math.max(1, position) - 1, text.m_length + 1L);
        }
        return new Matches(new Matcher(workspace.state(), text, Pattern.of(pattern, 0, dialect)), dialect, from);
    }
}
