package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.string.Workspace;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.gsub}. */
public final class Gsub extends Builtin {
    /** A result that grows past it is checked before it is complete. */
    private static final int CHECKED_LENGTH = 1 << 20;

    private final Workspace workspace;

    public Gsub(Workspace workspace) {
        super("gsub");
        this.workspace = workspace;
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
    public LuaValue call(LuaValue text, LuaValue pattern, LuaValue replacement) {
        return new Substitution(text, pattern, replacement, NONE).text;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        Substitution done = new Substitution(
                Arguments.at(arguments, 1), Arguments.at(arguments, 2), Arguments.at(arguments, 3), arguments.arg(4));
        return varargsOf(done.text, workspace.number(done.count));
    }

    /** One call's work. */
    private final class Substitution {
        private final LuaString text;
        private long count;
        private boolean changed;

        Substitution(LuaValue subject, LuaValue sought, LuaValue by, LuaValue most) {
            LuaString source = workspace.string(1, subject);
            LuaString pattern = workspace.string(2, sought);
            Replacement replacement = Replacement.of(workspace, by);
            Dialect dialect = workspace.dialect();
            long limit = Arguments.integer(dialect, 4, most, source.m_length + 1L);
            boolean anchored = pattern.m_length > 0 && pattern.m_bytes[pattern.m_offset] == '^';
            Matcher matcher = new Matcher(workspace.state(), source, Pattern.of(pattern, anchored ? 1 : 0, dialect));
            TextBuffer out = workspace.take();
            if (anchored) {
                int s = matcher.start();
                int e = limit > 0 ? matcher.match(s) : Matcher.NO_MATCH;
                if (e != Matcher.NO_MATCH) {
                    count = 1;
                    changed = replacement.append(out, matcher, s, e);
                    s = e;
                }
                text = finish(source, out, s, matcher.end());
            } else {
                text = finish(source, out, replaceAll(out, source, matcher, replacement, limit), matcher.end());
            }
        }

        private int replaceAll(TextBuffer out, LuaString source, Matcher matcher, Replacement replacement, long limit) {
            boolean distinct = workspace.dialect().hasIntegers();
            int copied = matcher.start();
            int lastEnd = Matcher.NO_MATCH;
            int s = copied;
            int nextCheck = CHECKED_LENGTH;
            while (count < limit) {
                s = matcher.candidate(s);
                if (s > matcher.end()) {
                    break;
                }
                int e = matcher.match(s);
                if (e != Matcher.NO_MATCH && !(distinct && e == lastEnd)) {
                    count++;
                    out.append(source.m_bytes, copied, s - copied);
                    changed |= replacement.append(out, matcher, s, e);
                    if (out.length > nextCheck) {
                        workspace.checkLength(out.length);
                        nextCheck = 2 * out.length;
                    }
                    copied = e;
                    lastEnd = e;
                    s = e > s || distinct ? e : s + 1;
                } else {
                    s++;
                }
            }
            return copied;
        }

        private LuaString finish(LuaString source, TextBuffer out, int copied, int end) {
            if (!changed) {
                workspace.giveBack(out);
                return source;
            }
            out.append(source.m_bytes, copied, end - copied);
            return workspace.finish(out);
        }
    }
}
