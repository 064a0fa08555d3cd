package luafcgid.lua.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.OpenFile;
import luafcgid.lua.engine.ScriptContext;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.files.Location;
import luafcgid.lua.runtime.Arguments;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The io library of one state: files by its policy and working directory, standard output and error to where its output goes.
 */
public final class IoLibrary {
    private final ScriptContext state;
    private final Dialect dialect;
    private final FileMethods methods;
    private final Programs programs;
    private final Handles handles;
    private final StandardInput standardInput = new StandardInput();
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
        this.dialect = script.dialect();
        this.methods = FileMethods.of(dialect);
        this.programs = programs;
        this.handles = new Handles(state, script.budget(), methods.metatable());
        script.lua().setManyFiles(handles::areMany);
        this.stdin = handles.standard(standardInput);
        this.stdout = handles.standard(new StandardOutput(script::output));
        this.stderr = handles.standard(new StandardOutput(script::logOutput));
        this.input = stdin;
        this.output = stdout;
        script.whenInput(this::begin);
    }

    /** A script begins whose standard input is {@code in}. */
    private void begin(@Nullable InputStream in) {
        standardInput.from(in);
        input = stdin;
        output = stdout;
    }

    public LuaTable table() {
        LuaTable io = new LuaTable(0, 16);
        LibraryFunction.define(io, "close", this::close);
        LibraryFunction.define(io, "flush", arguments -> FileMethods.flush(output()));
        LibraryFunction.define(io, "input", this::input);
        LibraryFunction.define(io, "lines", this::lines);
        LibraryFunction.define(io, "open", this::open);
        LibraryFunction.define(io, "output", this::output);
        LibraryFunction.define(io, "popen", this::popen);
        LibraryFunction.define(io, "read", arguments -> methods.formats(1).read(input(), arguments));
        LibraryFunction.define(io, "tmpfile", arguments -> temporary());
        LibraryFunction.define(io, "type", IoLibrary::type);
        LibraryFunction.define(io, "write", arguments -> methods.write(output(), output, arguments, 1));
        io.rawset("stdin", stdin);
        io.rawset("stdout", stdout);
        io.rawset("stderr", stderr);
        return io;
    }

    private static Varargs type(Varargs arguments) {
        OpenFile file = OpenFile.of(Arguments.any(1, Arguments.at(arguments, 1)));
        return file == null ? LuaValue.NIL : LuaString.valueOf(file.isClosed() ? "closed file" : "file");
    }

    private Stream input() {
        return standard(input, "input");
    }

    private Stream output() {
        return standard(output, "output");
    }

    private Stream standard(LuaValue handle, String name) {
        if (OpenFile.of(handle) instanceof Stream stream && !stream.isClosed()) {
            return stream;
        }
        String kind = dialect.isAtLeast(Dialect.LUA_5_4) ? "default " : "standard ";
        throw new LuaError(kind + name + " file is closed");
    }

    private Varargs close(Varargs arguments) {
        return FileMethods.close(FileMethods.open(arguments.narg() == 0 ? output : arguments.arg1()));
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
        FileMethods.open(file);
        return file;
    }

    private Varargs lines(Varargs arguments) {
        if (arguments.arg1().isnil()) {
            return closing(methods.lines(input, arguments.subargs(2), false), LuaValue.NIL);
        }
        LuaUserdata handle = mustOpen(string(arguments, 1), OpenMode.READ);
        return closing(methods.lines(handle, arguments.subargs(2), true), handle);
    }

    /** An iterator and, where a loop closes something at its end, the file to close. */
    private Varargs closing(LuaValue iterator, LuaValue file) {
        return dialect.isAtLeast(Dialect.LUA_5_4)
                ? LuaValue.varargsOf(new LuaValue[] {iterator, LuaValue.NIL, LuaValue.NIL, file})
                : iterator;
    }

    private LuaUserdata mustOpen(String name, OpenMode mode) {
        try {
            return open(name, mode);
        } catch (IOException e) {
            throw dialect == Dialect.LUA_5_1
                    ? Arguments.wrong(1, name + ": " + Errno.text(e))
                    : new LuaError("cannot open file '" + name + "' (" + Errno.text(e) + ")");
        }
    }

    private Varargs open(Varargs arguments) {
        String name = string(arguments, 1);
        OpenMode mode = OpenMode.of(arguments.arg(2).isnil() ? "r" : string(arguments, 2), dialect);
        if (mode == null) {
            return invalidMode(name, Dialect.LUA_5_2);
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

    /** A mode that the C library refuses in earlier dialects than {@code checked}, Lua itself from that on. */
    private Varargs invalidMode(String name, Dialect checked) {
        if (dialect.isAtLeast(checked)) {
            throw Arguments.wrong(2, "invalid mode");
        }
        return Errno.failure(name + ": " + Errno.EINVAL.text(), Errno.EINVAL);
    }

    private Varargs popen(Varargs arguments) {
        String command = string(arguments, 1);
        String mode = arguments.arg(2).isnil() ? "r" : string(arguments, 2);
        boolean writes = mode.equals("w");
        if (!writes && !mode.equals("r")) {
            return invalidMode(command, Dialect.LUA_5_3);
        }
        handles.flushAll();
        try {
            handles.admit();
            return handles.add(new ProgramStream(state, dialect, programs.start(command, writes), writes));
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
        return Arguments.string(index, Arguments.at(arguments, index)).tojstring();
    }
}
