package luafcgid.lua.code;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import luafcgid.lua.SourceText;
import luafcgid.lua.Traceback;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/** One version of a Lua file, read and compiled. Any thread. */
public final class SourceFile {
    private static final int READ_ATTEMPTS = 20;

    private final Path path;
    private final Dialect dialect;
    private final @Nullable Code code;
    /** Why it does not compile; null where it does. */
    private final @Nullable Fault fault;

    private final boolean binary;
    private volatile Seen seen;
    /** Of the contents; null where other time stamps mean another version. */
    private final byte @Nullable [] checksum;

    private final boolean changes;

    /**
     * Why a file does not compile.
     *
     * @param line at which; null where the message names none
     */
    private record Fault(String message, Traceback.@Nullable Frame line) {
        private static final Pattern LINE = Pattern.compile(":(\\d{1,9}): ");

        static Fault of(String message, String name, SourceText text) {
            Matcher line = LINE.matcher(message);
            return new Fault(
                    message,
                    line.find()
                            ? new Traceback.Frame(name, Integer.parseInt(line.group(1)), "what does not compile", text)
                            : null);
        }
    }

    /** What the file looked like when it held this version. */
    private static final class Seen {
        private final FileVersion version;
        /** The contents, while the version alone cannot tell whether the file has changed since. */
        private final byte @Nullable [] unsettled;

        Seen(FileVersion version, byte @Nullable [] unsettled) {
            this.version = version;
            this.unsettled = unsettled;
        }

        static Seen of(FileVersion version, byte[] contents, long time) {
            return new Seen(version, version.isRacy(time) ? contents : null);
        }
    }

    private SourceFile(
            Path path,
            Seen seen,
            Dialect dialect,
            @Nullable Code code,
            @Nullable Fault fault,
            boolean binary,
            byte @Nullable [] checksum,
            boolean changes) {
        this.changes = changes;
        this.path = path;
        this.seen = seen;
        this.dialect = dialect;
        this.code = code;
        this.fault = fault;
        this.binary = binary;
        this.checksum = checksum;
    }

    /** What a state has that serves many scripts: no code, in a folder that need not be looked at. */
    public static SourceFile none(Path path, Path realFolder, Dialect dialect) {
        return new SourceFile(
                path,
                new Seen(new FileVersion(realFolder, "", 0, 0, 0), null),
                dialect,
                null,
                new Fault("no script", null),
                false,
                null,
                false);
    }

    /**
     * Reads and compiles the file.
     *
     * @param name    what messages and {@code debug} call it
     * @param chooses  whether the file's own choice of a dialect (see {@link DialectLine}) goes before {@code dialect}
     * @param checksum whether a file with the same contents is this version, whatever its time stamps say
     */
    static SourceFile read(Path path, String name, Engine engine, Dialect dialect, boolean chooses, boolean checksum)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            long time = FileVersion.now();
            FileVersion before = FileVersion.of(path);
            byte[] contents = Files.readAllBytes(before.realPath());
            if (before.equals(FileVersion.of(path))) {
                DialectLine line = chooses ? DialectLine.of(contents) : DialectLine.NONE;
                Seen seen = Seen.of(before, contents, time);
                return compile(path, name, seen, line, engine, dialect, contents, checksum);
            }
            if (attempt == READ_ATTEMPTS) {
                throw new FileSystemException(path.toString(), null, "is being written all the time");
            }
        }
    }

    private static SourceFile compile(
            Path path,
            String name,
            Seen seen,
            DialectLine line,
            Engine engine,
            Dialect other,
            byte[] contents,
            boolean checksum) {
        Dialect dialect = line.dialect() == null ? other : line.dialect();
        byte[] sum = checksum ? checksum(contents) : null;
        boolean binary = Engine.isBinaryFile(contents);
        try {
            line.check(path, engine);
            Code code = engine.compileFile(contents, "@" + name, dialect);
            return new SourceFile(path, seen, dialect, code, null, binary, sum, true);
        } catch (LuaError e) {
            Fault fault =
                    Fault.of(String.valueOf(e.getMessage()), name, binary ? SourceText.NONE : SourceText.of(contents));
            return new SourceFile(path, seen, dialect, null, fault, binary, sum, true);
        }
    }

    private static byte[] checksum(byte[] contents) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(contents);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
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
        return seen.version;
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
        if (fault != null) {
            throw new LuaError(fault.message, 0);
        }
        return Objects.requireNonNull(code);
    }

    public boolean compiles() {
        return fault == null;
    }

    /**
     * Does nothing when it compiles.
     *
     * @throws ScriptException of kind LOAD
     */
    public void check() throws ScriptException {
        if (fault != null) {
            throw new ScriptException(ScriptException.Kind.LOAD, fault.message, explain(fault.message, Traceback.NONE));
        }
    }

    /** Where the error with that message was raised, with the line at which this file does not compile if that is what it tells. */
    public Traceback explain(String message, Traceback traceback) {
        return fault == null || fault.line == null || !message.contains(fault.message)
                ? traceback
                : traceback.withFault(fault.line);
    }

    /** Whether the file on disk is still this version. */
    public boolean isCurrent() throws IOException {
        if (!changes) {
            return true;
        }
        long time = FileVersion.now();
        Seen known = seen;
        FileVersion now = FileVersion.of(path);
        if (!known.version.equals(now)) {
            return checksum != null && hasTheSameContents(now, time);
        }
        byte[] remembered = known.unsettled;
        if (remembered == null) {
            return true;
        }
        if (!Arrays.equals(remembered, Files.readAllBytes(now.realPath()))) {
            return false;
        }
        if (!now.isRacy(time)) {
            seen = new Seen(now, null);
        }
        return true;
    }

    /** Whether the file was written anew with these contents; what it looks like now is what it looks like then. */
    private boolean hasTheSameContents(FileVersion now, long time) throws IOException {
        FileVersion before = seen.version;
        if (!now.realPath().equals(before.realPath()) || now.size() != before.size()) {
            return false;
        }
        byte[] contents = Files.readAllBytes(now.realPath());
        if (!Arrays.equals(checksum, checksum(contents))) {
            return false;
        }
        seen = Seen.of(now, contents, time);
        return true;
    }
}
