package luafcgid.lua.lib;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptExit;
import luafcgid.lua.engine.ScriptState;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OsLib;

/** The os library: files by the state's policy, and nothing that touches the process. */
final class OsFunctions extends OsLib {
    private final ScriptState state;

    OsFunctions(ScriptState state) {
        this.state = state;
    }

    LuaTable table() {
        LuaTable table = call(EMPTYSTRING, state.globals()).checktable();
        LibraryFunction.define(table, "exit", arguments -> {
            throw new ScriptExit();
        });
        return table;
    }

    @Override
    protected double clock() {
        return System.nanoTime() / 1e9;
    }

    @Override
    @SuppressWarnings("NullAway") // LuaJ asks for null where there is no such variable.
    protected @Nullable String getenv(String name) {
        return System.getenv(name);
    }

    @Override
    protected Varargs execute(@Nullable String command) {
        if (command == null) {
            return valueOf(state.environment().execute());
        }
        return Shell.run(state, command);
    }

    @Override
    protected void remove(String name) throws IOException {
        Path file = entry(name);
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            throw new IOException(name + ": No such file or directory", e);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(name + ": Directory not empty", e);
        }
    }

    @Override
    protected void rename(String from, String to) throws IOException {
        Path source = entry(from);
        try {
            Files.move(source, entry(to), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new IOException(from + ": No such file or directory", e);
        }
    }

    private Path entry(String name) {
        state.context().aboutToBlock();
        return state.environment().files().resolveEntry(state.context().cwd(), name, FileMode.WRITE);
    }

    @Override
    protected String tmpname() {
        try {
            Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
            state.context().resolve(folder.resolve("lua").toString(), FileMode.WRITE);
            return Files.createTempFile(folder, "lua", "").toString();
        } catch (IOException e) {
            throw new LuaError("unable to generate a unique filename: " + e.getMessage());
        }
    }

    @Override
    protected void exit(int code) {
        throw new ScriptExit();
    }
}
