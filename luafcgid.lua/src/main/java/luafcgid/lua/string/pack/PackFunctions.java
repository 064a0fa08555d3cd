package luafcgid.lua.string.pack;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.string.Texts;
import luafcgid.lua.string.Workspace;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/** {@code string.pack}, {@code string.packsize} and {@code string.unpack}. */
public final class PackFunctions {
    private static final int MOST_RESULTS = 999_900;

    private final Workspace workspace;

    public PackFunctions(Workspace workspace) {
        this.workspace = workspace;
    }

    public void into(LuaTable table) {
        LibraryFunction.define(table, "pack", this::pack);
        LibraryFunction.define(table, "packsize", this::size);
        LibraryFunction.define(table, "unpack", this::unpack);
    }

    static LuaError wrongFormat(String problem) {
        return Arguments.wrong(1, problem);
    }

    private Varargs pack(Varargs arguments) {
        PackFormat format = format(arguments);
        TextBuffer out = workspace.take();
        Packer packer = new Packer(workspace.dialect(), out);
        int index = 1;
        while (format.hasNext()) {
            format.next(out.length);
            workspace.checkLength((long) out.length + format.padding() + format.size());
            out.fill(0, format.padding());
            switch (format.kind()) {
                case PADDING -> out.append(0);
                case ALIGNMENT, NONE -> {}
                default -> {
                    index++;
                    packer.append(format, index, arguments.arg(index));
                }
            }
        }
        return workspace.finish(out);
    }

    private PackFormat format(Varargs arguments) {
        return new PackFormat(workspace.dialect(), workspace.string(1, Arguments.at(arguments, 1)));
    }

    private Varargs size(Varargs arguments) {
        PackFormat format = format(arguments);
        long total = 0;
        while (format.hasNext()) {
            format.next(total);
            if (format.kind() == PackFormat.Kind.COUNTED || format.kind() == PackFormat.Kind.ZERO_TERMINATED) {
                throw wrongFormat("variable-length format");
            }
            total += format.padding() + (long) format.size();
            if (total > Integer.MAX_VALUE) {
                throw wrongFormat("format result too large");
            }
        }
        return workspace.number(total);
    }

    private Varargs unpack(Varargs arguments) {
        PackFormat format = format(arguments);
        LuaString data = workspace.string(2, Arguments.at(arguments, 2));
        int length = data.m_length;
        long position = Arguments.integer(workspace.dialect(), 3, arguments.arg(3), 1);
        long start = Texts.fromStart(position, length);
        if (workspace.dialect().isAtLeast(Dialect.LUA_5_4)) {
            start = Math.max(1, start);
        }
        if (start < 1 || start > length + 1L) {
            throw Arguments.wrong(3, "initial position out of string");
        }
        Unpacker unpacker = new Unpacker(workspace.dialect(), data, (int) start - 1);
        while (format.hasNext()) {
            format.next(unpacker.position());
            unpacker.read(format);
            if (unpacker.count() > MOST_RESULTS) {
                throw new LuaError("stack overflow (too many results)");
            }
        }
        return unpacker.results();
    }
}
