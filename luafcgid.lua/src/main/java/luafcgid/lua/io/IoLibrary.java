package luafcgid.lua.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.OpenFile;
import luafcgid.lua.engine.ScriptContext;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.files.Location;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The io library of one state: files by its policy and working directory, standard output and error to where its output goes.
 * Results and messages are those of Lua 5.2.
 */
public final class IoLibrary {
    private final ScriptContext state;
    private final Programs programs;
    private final Handles handles;
    private final LuaUserdata stdin;
    private final LuaUserdata stdout;
    private final LuaUserdata stderr;
    private LuaValue input;
    private LuaValue output;

    /** Starts programs. */
    @FunctionalInterface
    public interface Programs {
        /**
         * Starts a shell's command.
         *
         * @param writes whether the script writes what the program reads, else it reads what the program writes
         * @throws IOException also when that is not allowed
         */
        Process start(String command, boolean writes) throws IOException;
    }

    public IoLibrary(ScriptState script, Programs programs) {
        this.state = script.context();
        this.programs = programs;
        this.handles = new Handles(state, script.budget(), FileMethods.metatable());
        this.stdin = handles.standard(new StandardStream(null));
        this.stdout = handles.standard(new StandardStream(script::output));
        this.stderr = handles.standard(new StandardStream(script::logOutput));
        this.input = stdin;
        this.output = stdout;
    }

    public LuaTable table() {
        LuaTable io = new LuaTable(0, 16);
        LibraryFunction.define(io, "close", this::close);
        LibraryFunction.define(io, "flush", arguments -> FileMethods.flush(output(), output));
        LibraryFunction.define(io, "input", this::input);
        LibraryFunction.define(io, "lines", this::lines);
        LibraryFunction.define(io, "open", this::open);
        LibraryFunction.define(io, "output", this::output);
        LibraryFunction.define(io, "popen", this::popen);
        LibraryFunction.define(io, "read", arguments -> Formats.read(input(), arguments));
        LibraryFunction.define(io, "tmpfile", arguments -> temporary());
        LibraryFunction.define(io, "type", IoLibrary::type);
        LibraryFunction.define(io, "write", arguments -> FileMethods.write(output(), output, arguments));
        io.rawset("stdin", stdin);
        io.rawset("stdout", stdout);
        io.rawset("stderr", stderr);
        return io;
    }

    private static Varargs type(Varargs arguments) {
        OpenFile file = OpenFile.of(arguments.checkvalue(1));
        return file == null ? LuaValue.NIL : LuaString.valueOf(file.isClosed() ? "closed file" : "file");
    }

    private Stream input() {
        return standard(input, "input");
    }

    private Stream output() {
        return standard(output, "output");
    }

    private static Stream standard(LuaValue handle, String name) {
        if (OpenFile.of(handle) instanceof Stream stream && !stream.isClosed()) {
            return stream;
        }
        throw new LuaError("standard " + name + " file is closed");
    }

    private Varargs close(Varargs arguments) {
        return FileMethods.close(arguments.narg() == 0 ? output() : FileMethods.open(arguments.arg1(), true));
    }

    private Varargs input(Varargs arguments) {
        LuaValue file = arguments.arg1();
        if (!file.isnil()) {
            input = given(file, OpenMode.READ);
        }
        return input;
    }

    private Varargs output(Varargs arguments) {
        LuaValue file = arguments.arg1();
        if (!file.isnil()) {
            output = given(file, OpenMode.WRITE);
        }
        return output;
    }

    private LuaValue given(LuaValue file, OpenMode mode) {
        if (file.isstring()) {
            return mustOpen(file.tojstring(), mode);
        }
        FileMethods.open(file, true);
        return file;
    }

    private Varargs lines(Varargs arguments) {
        if (arguments.arg1().isnil()) {
            return FileMethods.lines(input(), arguments.subargs(2), false);
        }
        LuaUserdata handle = mustOpen(string(arguments, 1), OpenMode.READ);
        return FileMethods.lines(FileMethods.open(handle, true), arguments.subargs(2), true);
    }

    private LuaUserdata mustOpen(String name, OpenMode mode) {
        try {
            return open(name, mode);
        } catch (IOException e) {
            throw new LuaError("cannot open file '" + name + "' (" + Errno.text(e) + ")");
        }
    }

    private Varargs open(Varargs arguments) {
        String name = string(arguments, 1);
        OpenMode mode = OpenMode.of(arguments.arg(2).isnil() ? "r" : string(arguments, 2));
        if (mode == null) {
            throw new LuaError("bad argument #2: invalid mode");
        }
        try {
            return open(name, mode);
        } catch (IOException e) {
            return Errno.failure(name, e);
        }
    }

    private LuaUserdata open(String name, OpenMode mode) throws IOException {
        if (name.isEmpty()) {
            throw Errno.ENOENT.exception();
        }
        handles.admit();
        return handles.add(DiskFile.open(state, state.locate(name, mode.policy()), mode, handles::written));
    }

    private Varargs popen(Varargs arguments) {
        String command = string(arguments, 1);
        String mode = arguments.arg(2).isnil() ? "r" : string(arguments, 2);
        boolean writes = mode.equals("w");
        if (!writes && !mode.equals("r")) {
            throw new LuaError("bad argument #2: invalid mode");
        }
        handles.flushAll();
        try {
            handles.admit();
            return handles.add(new ProgramStream(state, programs.start(command, writes), writes));
        } catch (IOException e) {
            return Errno.failure(command, e);
        }
    }

    private Varargs temporary() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            state.locate(folder.resolve("lua").toString(), FileMode.WRITE);
            handles.admit();
            Path file = Files.createTempFile(folder, "lua", "");
            LuaUserdata handle =
                    handles.add(DiskFile.open(state, new Location(file, null), OpenMode.UPDATE, handles::written));
            // An unlinked file lives until it is closed; where that cannot be done it goes with the state.
            if (!file.toFile().delete()) {
                state.onClose(() -> file.toFile().deleteOnExit());
            }
            return handle;
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    private static String string(Varargs arguments, int index) {
        LuaValue value = arguments.arg(index);
        if (!value.isstring()) {
            throw new LuaError("bad argument #" + index + ": string expected, got "
                    + (index > arguments.narg() ? "no value" : value.typename()));
        }
        return value.tojstring();
    }
}
