package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code string.gmatch} returns: each call is the next match. */
final class Matches extends Builtin {
    private final Matcher matcher;
    /** Since 5.3 no match ends where the one before it ended. */
    private final boolean distinct;

    private int next;
    private int lastEnd = Matcher.NO_MATCH;

    Matches(Matcher matcher, Dialect dialect, int from) {
        super("for iterator");
        this.matcher = matcher;
        this.distinct = dialect.hasIntegers();
        this.next = matcher.start() + from;
    }

    @Override
    public LuaValue call() {
        return next().arg1();
    }

    @Override
    public LuaValue call(LuaValue a) {
        return next().arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        return next().arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return next().arg1();
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return next();
    }

    private Varargs next() {
        for (int s = matcher.candidate(next); s <= matcher.end(); s = matcher.candidate(s + 1)) {
            int e = matcher.match(s);
            if (e != Matcher.NO_MATCH && !(distinct && e == lastEnd)) {
                next = !distinct && e == s ? e + 1 : e;
                lastEnd = e;
                return captures(s, e);
            }
        }
        next = matcher.end() + 1;
        return NIL;
    }

    private Varargs captures(int s, int e) {
        int count = matcher.values(true);
        if (count == 1) {
            return matcher.capture(0, s, e);
        }
        LuaValue[] values = new LuaValue[count];
        for (int i = 0; i < count; i++) {
            values[i] = matcher.capture(i, s, e);
        }
        return varargsOf(values);
    }
}
