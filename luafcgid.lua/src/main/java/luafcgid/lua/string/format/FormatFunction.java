package luafcgid.lua.string.format;

import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.string.Workspace;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.format}. */
public final class FormatFunction extends Builtin {
    /** A result that grows past it is checked before it is complete. */
    private static final int CHECKED_LENGTH = 1 << 20;

    private final Workspace workspace;
    private final RecentFormats formats;
    private final Writer writer;

    public FormatFunction(Workspace workspace) {
        super("format");
        this.workspace = workspace;
        this.formats = RecentFormats.of(workspace.dialect());
        this.writer = new Writer(workspace.dialect());
    }

    @Override
    public LuaValue call() {
        return format(NONE, NONE, 1);
    }

    @Override
    public LuaValue call(LuaValue format) {
        return format(format, NONE, 1);
    }

    @Override
    public LuaValue call(LuaValue format, LuaValue a) {
        return format(format, a, 1);
    }

    @Override
    public LuaValue call(LuaValue format, LuaValue a, LuaValue b) {
        return format(format, varargsOf(a, b), 1);
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return format(Arguments.at(arguments, 1), arguments, 2);
    }

    /** Begins a result that compiled code puts together by itself. */
    public TextBuffer begin() {
        return workspace.take();
    }

    /** Gives up a result: not all of its values are simple. */
    public void abandon(TextBuffer out) {
        workspace.giveBack(out);
    }

    /** Ends a result; named as what errors are looked for in. */
    public LuaValue call(TextBuffer out, LuaString rest) {
        out.append(rest);
        return workspace.finish(out);
    }

    /** With what is to be formatted from an index of {@code values} on. */
    private LuaValue format(LuaValue text, Varargs values, int first) {
        LuaString source = workspace.string(1, text);
        Format format = formats.get(source);
        TextBuffer out = workspace.take();
        Directive[] directives = format.directives();
        int count = values.narg() - first + 1;
        int nextCheck = CHECKED_LENGTH;
        for (int i = 0; i < directives.length; i++) {
            Directive directive = directives[i];
            byte[] literal = directive.literal();
            out.append(literal, 0, literal.length);
            if (i >= count) {
                throw Arguments.wrong(i + 2, "no value");
            }
            if (directive.problem() != null) {
                writer.check(directive.conversion(), i + 2, values.arg(first + i));
                throw new LuaError(directive.problem());
            }
            writer.append(out, directive.conversion(), i + 2, values.arg(first + i));
            if (out.length > nextCheck) {
                workspace.checkLength(out.length);
                nextCheck = 2 * out.length;
            }
        }
        out.append(format.rest(), 0, format.rest().length);
        return workspace.finish(out);
    }
}
