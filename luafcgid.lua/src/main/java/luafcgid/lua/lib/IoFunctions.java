package luafcgid.lua.lib;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.jse.JseIoLib;

/** The io library: files by the state's policy and working directory, standard output and error to where the state's output goes. */
final class IoFunctions extends JseIoLib {
    private static final int NOT_PERMITTED = 1;
    private static final int NO_SUCH_FILE = 2;

    private final ScriptState state;
    private final Set<File> open = Collections.newSetFromMap(new WeakHashMap<>());

    IoFunctions(ScriptState state) {
        this.state = state;
    }

    LuaTable table() {
        LuaTable table = call(EMPTYSTRING, state.globals()).checktable();
        LibraryFunction.define(table, "open", this::open);
        return table;
    }

    /** LuaJ's own puts "io error: " before what went wrong. */
    private Varargs open(Varargs arguments) {
        try {
            return _io_open(arguments.checkjstring(1), arguments.optjstring(2, "r"));
        } catch (IOException e) {
            return varargsOf(NIL, valueOf(String.valueOf(e.getMessage())), valueOf(errno(e)));
        }
    }

    private static int errno(IOException e) {
        return e instanceof FileNotFoundException ? NO_SUCH_FILE : NOT_PERMITTED;
    }

    @Override
    protected File wrapStdin() {
        return new Standard(OutputStream::nullOutputStream);
    }

    @Override
    protected File wrapStdout() {
        return new Standard(state::output);
    }

    @Override
    protected File wrapStderr() {
        return new Standard(state::logOutput);
    }

    @Override
    protected File openFile(String name, boolean read, boolean append, boolean update, boolean binary)
            throws IOException {
        Path file = resolve(name, read && !update ? FileMode.READ : FileMode.WRITE);
        if (read && !Files.exists(file)) {
            throw new FileNotFoundException(name + ": No such file or directory");
        }
        if (Files.isDirectory(file)) {
            throw new FileNotFoundException(name + ": Is a directory");
        }
        if (!read || !update) {
            return remember(super.openFile(file.toString(), read, append, update, binary));
        }
        // LuaJ opens "r+" for reading only.
        File both = remember(super.openFile(file.toString(), false, true, true, binary));
        both.seek("set", 0);
        return both;
    }

    private Path resolve(String name, FileMode mode) throws IOException {
        try {
            return state.context().resolve(name, mode);
        } catch (LuaError e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    protected File tmpFile() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        resolve(folder.resolve("lua").toString(), FileMode.WRITE);
        Path file = Files.createTempFile(folder, "lua", "");
        File temporary = super.openFile(file.toString(), false, false, true, true);
        // An unlinked file lives until it is closed; where that cannot be done it goes with the state.
        if (!file.toFile().delete()) {
            state.context().onClose(() -> file.toFile().deleteOnExit());
        }
        return remember(temporary);
    }

    @Override
    protected File openProgram(String command, String mode) throws IOException {
        boolean writes = mode.equals("w");
        Process process = Shell.start(
                state,
                command,
                writes ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(new java.io.File("/dev/null")),
                writes ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.PIPE);
        return remember(new Program(process));
    }

    private File remember(File opened) {
        File file = new Announced(opened);
        if (open.isEmpty()) {
            state.context().onClose(this::closeAll);
        }
        open.add(file);
        return file;
    }

    private void closeAll() {
        for (File file : List.copyOf(open)) {
            try {
                file.close();
            } catch (IOException e) {
                state.context().log().log(System.Logger.Level.DEBUG, "a file was not closed well", e);
            }
        }
        open.clear();
    }

    /** Standard input, which is empty, or an output. */
    private final class Standard extends File {
        private final Supplier<OutputStream> out;

        Standard(Supplier<OutputStream> out) {
            this.out = out;
        }

        @Override
        public void write(LuaString string) throws IOException {
            BaseFunctions.write(out.get(), string);
        }

        @Override
        public void flush() throws IOException {
            out.get().flush();
        }

        @Override
        public boolean isstdfile() {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public boolean isclosed() {
            return false;
        }

        @Override
        public int seek(String option, int count) throws IOException {
            throw new IOException("Illegal seek");
        }

        @Override
        public void setvbuf(String mode, int size) {}

        @Override
        public int remaining() {
            return -1;
        }

        @Override
        public int peek() {
            return -1;
        }

        @Override
        public int read() {
            return -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return -1;
        }
    }

    /** A file, perhaps on a slow disk, a pipe or a program, that announces every call which may block. */
    private final class Announced extends File {
        private final File file;

        Announced(File file) {
            this.file = file;
        }

        private File aboutToBlock() {
            state.context().aboutToBlock();
            return file;
        }

        @Override
        public void write(LuaString string) throws IOException {
            aboutToBlock().write(string);
        }

        @Override
        public void flush() throws IOException {
            aboutToBlock().flush();
        }

        @Override
        public boolean isstdfile() {
            return false;
        }

        @Override
        public void close() throws IOException {
            aboutToBlock().close();
        }

        @Override
        public boolean isclosed() {
            return file.isclosed();
        }

        @Override
        public int seek(String option, int count) throws IOException {
            return aboutToBlock().seek(option, count);
        }

        @Override
        public void setvbuf(String mode, int size) {
            file.setvbuf(mode, size);
        }

        @Override
        public int remaining() throws IOException {
            return aboutToBlock().remaining();
        }

        @Override
        public int peek() throws IOException {
            return aboutToBlock().peek();
        }

        @Override
        public int read() throws IOException {
            return aboutToBlock().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return aboutToBlock().read(bytes, offset, length);
        }
    }

    /** One end of a program. */
    private final class Program extends File {
        private final Process process;
        private final java.io.PushbackInputStream in;
        private boolean closed;

        Program(Process process) {
            this.process = process;
            this.in = new java.io.PushbackInputStream(process.getInputStream());
        }

        @Override
        public void write(LuaString string) throws IOException {
            BaseFunctions.write(process.getOutputStream(), string);
        }

        @Override
        public void flush() throws IOException {
            process.getOutputStream().flush();
        }

        @Override
        public boolean isstdfile() {
            return false;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            try {
                process.getOutputStream().close();
                in.close();
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroy();
            }
        }

        @Override
        public boolean isclosed() {
            return closed;
        }

        @Override
        public int seek(String option, int count) throws IOException {
            throw new IOException("Illegal seek");
        }

        @Override
        public void setvbuf(String mode, int size) {}

        @Override
        public int remaining() {
            return -1;
        }

        @Override
        public int peek() throws IOException, EOFException {
            int next = in.read();
            if (next >= 0) {
                in.unread(next);
            }
            return next;
        }

        @Override
        public int read() throws IOException, EOFException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }
    }
}
