package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.string.Texts;
import luafcgid.lua.string.Workspace;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.find} and {@code string.match}. */
public final class Search extends Builtin {
    private final Workspace workspace;
    private final boolean find;

    private Search(String name, Workspace workspace, boolean find) {
        super(name);
        this.workspace = workspace;
        this.find = find;
    }

    public static Search find(Workspace workspace) {
        return new Search("find", workspace, true);
    }

    public static Search match(Workspace workspace) {
        return new Search("match", workspace, false);
    }

    @Override
    public LuaValue call() {
        return call(NONE, NONE, NONE);
    }

    @Override
    public LuaValue call(LuaValue text) {
        return call(text, NONE, NONE);
    }

    @Override
    public LuaValue call(LuaValue text, LuaValue pattern) {
        return call(text, pattern, NONE);
    }

    @Override
    public LuaValue call(LuaValue text, LuaValue pattern, LuaValue init) {
        return search(text, pattern, init, false).arg1();
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return search(
                Arguments.at(arguments, 1),
                Arguments.at(arguments, 2),
                arguments.arg(3),
                find && arguments.arg(4).toboolean());
    }

    private Varargs search(LuaValue subject, LuaValue sought, LuaValue init, boolean plain) {
        LuaString text = workspace.string(1, subject);
        LuaString pattern = workspace.string(2, sought);
        Dialect dialect = workspace.dialect();
        int from = 0;
        if (!init.isnil()) {
            int length = text.m_length;
            long position = Math.max(1, Texts.fromStart(Arguments.integer(dialect, 3, init), length)) - 1;
            if (position > length && dialect != Dialect.LUA_5_1) {
                return NIL;
            }
            from = (int) Math.min(position, length);
        }
        if (find && (plain || Plain.isPlain(pattern, dialect))) {
            int at = Plain.indexOf(text, pattern, from);
            return at < 0 ? NIL : varargsOf(number(at + 1L), number((long) at + pattern.m_length));
        }
        Varargs found = search(text, pattern, from);
        return found == null ? NIL : found;
    }

    private @Nullable Varargs search(LuaString text, LuaString sought, int from) {
        boolean anchored = sought.m_length > 0 && sought.m_bytes[sought.m_offset] == '^';
        Pattern pattern = Pattern.of(sought, anchored ? 1 : 0, workspace.dialect());
        Matcher matcher = new Matcher(workspace.state(), text, pattern);
        int s = matcher.start() + from;
        if (anchored) {
            int e = matcher.match(s);
            return e == Matcher.NO_MATCH ? null : results(matcher, s, e);
        }
        for (s = matcher.candidate(s); s <= matcher.end(); s = matcher.candidate(s + 1)) {
            int e = matcher.match(s);
            if (e != Matcher.NO_MATCH) {
                return results(matcher, s, e);
            }
        }
        return null;
    }

    private Varargs results(Matcher matcher, int s, int e) {
        int before = find ? 2 : 0;
        int captures = matcher.values(!find);
        if (captures == 1 && !find) {
            return matcher.capture(0, s, e);
        }
        LuaValue[] values = new LuaValue[before + captures];
        if (find) {
            values[0] = number(s - matcher.start() + 1L);
            values[1] = number((long) e - matcher.start());
        }
        for (int i = 0; i < captures; i++) {
            values[before + i] = matcher.capture(i, s, e);
        }
        return varargsOf(values);
    }

    private LuaValue number(long value) {
        return workspace.number(value);
    }
}
