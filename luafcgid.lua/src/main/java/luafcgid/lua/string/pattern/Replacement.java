package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Callback;
import luafcgid.lua.string.Texts;
import luafcgid.lua.string.Workspace;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code string.gsub} puts in the place of a match. */
abstract class Replacement {
    /** Says whether it is something else than the match, which stays: the text that stays whole is the same string. */
    abstract boolean append(TextBuffer out, Matcher matcher, int from, int to);

    static Replacement of(Workspace workspace, LuaValue value) {
        if (value instanceof LuaString || value instanceof LuaNumber) {
            return new Template(workspace.string(3, value), workspace.dialect());
        }
        if (value instanceof LuaTable) {
            return new Computed(workspace) {
                @Override
                LuaValue compute(Matcher matcher, int from, int to) {
                    return value.get(matcher.capture(0, from, to));
                }
            };
        }
        if (value.isfunction()) {
            return new Computed(workspace) {
                @Override
                LuaValue compute(Matcher matcher, int from, int to) {
                    return Callback.isUnnamed(value)
                            ? Callback.call(workspace.state(), value, captures(matcher, from, to))
                                    .arg1()
                            : call(value, matcher, from, to);
                }
            };
        }
        throw workspace.dialect().isAtLeast(Dialect.LUA_5_4)
                ? Arguments.wrongType(3, value, "string/function/table")
                : Arguments.wrong(3, "string/function/table expected");
    }

    private static LuaValue call(LuaValue function, Matcher matcher, int from, int to) {
        int count = matcher.values(true);
        if (count == 1) {
            return function.call(matcher.capture(0, from, to));
        }
        if (count == 2) {
            return function.call(matcher.capture(0, from, to), matcher.capture(1, from, to));
        }
        return function.invoke(captures(matcher, from, to)).arg1();
    }

    private static Varargs captures(Matcher matcher, int from, int to) {
        LuaValue[] values = new LuaValue[matcher.values(true)];
        for (int i = 0; i < values.length; i++) {
            values[i] = matcher.capture(i, from, to);
        }
        return LuaValue.varargsOf(values);
    }

    /** Text in which {@code %1} stands for a capture. */
    private static final class Template extends Replacement {
        private final LuaString text;
        private final Dialect dialect;

        Template(LuaString text, Dialect dialect) {
            this.text = text;
            this.dialect = dialect;
        }

        @Override
        boolean append(TextBuffer out, Matcher matcher, int from, int to) {
            byte[] bytes = text.m_bytes;
            int end = text.m_offset + text.m_length;
            int copied = text.m_offset;
            for (int i = copied; i < end; i++) {
                if (bytes[i] == '%') {
                    out.append(bytes, copied, i - copied);
                    i++;
                    appendEscaped(out, i < end ? bytes[i] : 0, matcher, from, to);
                    copied = Math.min(i + 1, end);
                }
            }
            out.append(bytes, copied, end - copied);
            return true;
        }

        private void appendEscaped(TextBuffer out, int octet, Matcher matcher, int from, int to) {
            if (octet == '0') {
                matcher.appendMatch(out, from, to);
            } else if (octet >= '1' && octet <= '9') {
                matcher.append(out, octet - '1', from, to);
            } else if (octet == '%' || dialect == Dialect.LUA_5_1) {
                out.append(octet);
            } else {
                throw new LuaError("invalid use of '%' in replacement string");
            }
        }
    }

    /** What a table or a function gives; the match stays where that is nothing. */
    private abstract static class Computed extends Replacement {
        private final Workspace workspace;

        Computed(Workspace workspace) {
            this.workspace = workspace;
        }

        abstract LuaValue compute(Matcher matcher, int from, int to);

        @Override
        boolean append(TextBuffer out, Matcher matcher, int from, int to) {
            LuaValue value = compute(matcher, from, to);
            workspace.state().safepoint();
            if (value instanceof LuaString string) {
                out.append(string);
            } else if (value instanceof LuaNumber number) {
                out.append(Texts.of(workspace.dialect(), number));
            } else if (value.toboolean()) {
                throw new LuaError("invalid replacement value (a " + value.typename() + ")");
            } else {
                matcher.appendMatch(out, from, to);
                return false;
            }
            return true;
        }
    }
}
