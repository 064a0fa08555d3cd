package luafcgid.lua.code;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/** One version of a Lua file, read and compiled. Any thread. */
public final class SourceFile {
    private static final int READ_ATTEMPTS = 20;

    private final Path path;
    private final FileVersion version;
    private final Dialect dialect;
    private final @Nullable Code code;
    private final String error;
    private final boolean binary;
    /** The contents, while the version alone cannot tell whether the file has changed since. */
    private volatile byte @Nullable [] unsettled;

    private final boolean changes;

    private SourceFile(
            Path path,
            FileVersion version,
            Dialect dialect,
            @Nullable Code code,
            String error,
            boolean binary,
            byte @Nullable [] unsettled,
            boolean changes) {
        this.changes = changes;
        this.path = path;
        this.version = version;
        this.dialect = dialect;
        this.code = code;
        this.error = error;
        this.binary = binary;
        this.unsettled = unsettled;
    }

    /** What a state has that serves many scripts: no code, in a folder that need not be looked at. */
    public static SourceFile none(Path path, Path realFolder, Dialect dialect) {
        return new SourceFile(
                path, new FileVersion(realFolder, "", 0, 0, 0), dialect, null, "no script", false, null, false);
    }

    /**
     * Reads and compiles the file.
     *
     * @param name    what messages and {@code debug} call it
     * @param chooses whether the file's own choice of a dialect (see {@link DialectLine}) goes before {@code dialect}
     */
    static SourceFile read(Path path, String name, Engine engine, Dialect dialect, boolean chooses) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long time = FileVersion.now();
            FileVersion before = FileVersion.of(path);
            byte[] contents = Files.readAllBytes(before.realPath());
            if (before.equals(FileVersion.of(path))) {
                DialectLine line = chooses ? DialectLine.of(contents) : DialectLine.NONE;
                return compile(path, name, before, line, engine, dialect, contents, before.isRacy(time));
            }
            if (attempt == READ_ATTEMPTS) {
                throw new FileSystemException(path.toString(), null, "is being written all the time");
            }
        }
    }

    private static SourceFile compile(
            Path path,
            String name,
            FileVersion version,
            DialectLine line,
            Engine engine,
            Dialect other,
            byte[] contents,
            boolean racy) {
        Dialect dialect = line.dialect() == null ? other : line.dialect();
        byte[] remembered = racy ? contents : null;
        boolean binary = Engine.isBinaryFile(contents);
        try {
            line.check(path, engine);
            Code code = engine.compileFile(contents, "@" + name, dialect);
            return new SourceFile(path, version, dialect, code, "", binary, remembered, true);
        } catch (LuaError e) {
            return new SourceFile(
                    path, version, dialect, null, String.valueOf(e.getMessage()), binary, remembered, true);
        }
    }

    /** As scripts and the web server name it. */
    public Path path() {
        return path;
    }

    /** Whether it holds what {@code string.dump} makes, and no text. */
    public boolean isBinary() {
        return binary;
    }

    public FileVersion version() {
        return version;
    }

    /** What it is written in. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * The compiled file.
     *
     * @throws LuaError when it does not compile
     */
    public Code code() {
        Code compiled = code;
        if (compiled == null) {
            throw new LuaError(error, 0);
        }
        return compiled;
    }

    /** Whether the file on disk is still this version. */
    public boolean isCurrent() throws IOException {
        if (!changes) {
            return true;
        }
        long time = FileVersion.now();
        if (!version.equals(FileVersion.of(path))) {
            return false;
        }
        byte[] remembered = unsettled;
        if (remembered == null) {
            return true;
        }
        if (!Arrays.equals(remembered, Files.readAllBytes(version.realPath()))) {
            return false;
        }
        if (!version.isRacy(time)) {
            unsettled = null;
        }
        return true;
    }
}
