package luafcgid.lua.code;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import luafcgid.lua.Dialect;
import luafcgid.lua.codegen.CompiledCode;
import luafcgid.lua.reference.Interpreter;
import luafcgid.lua.runtime.Locator;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.StackFrames;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;

/** What compiles and executes Lua. All code of a state is one engine's. */
public enum Engine {
    /** Classes of the JVM, generated for each chunk. */
    COMPILED {
        @Override
        public boolean speaks(Dialect dialect) {
            return true;
        }

        @Override
        public Code compile(byte[] source, String chunkName, Dialect dialect) {
            return CompiledCode.of(source, chunkName, dialect);
        }

        @Override
        Code compileText(byte[] contents, String chunkName, Dialect dialect) {
            return CompiledCode.ofFile(contents, chunkName, dialect);
        }

        @Override
        public Code undump(byte[] chunk, String chunkName, Dialect dialect) {
            return CompiledCode.ofBinary(chunk, chunkName, dialect);
        }

        @Override
        public Locator newLocator() {
            return new StackFrames();
        }

        @Override
        public void prepare(LuaState state) {}
    },

    /** LuaJ's interpreter. It knows the language of 5.2, and takes 5.1 for that. */
    REFERENCE {
        @Override
        public boolean speaks(Dialect dialect) {
            return !dialect.hasIntegers();
        }

        @Override
        public Code compile(byte[] source, String chunkName, Dialect dialect) {
            return Interpreter.compile(source, chunkName, dialect);
        }

        @Override
        Code compileText(byte[] contents, String chunkName, Dialect dialect) {
            // The compiler skips a line for the shell itself.
            return Interpreter.compile(contents, chunkName, dialect);
        }

        @Override
        public Code undump(byte[] chunk, String chunkName, Dialect dialect) {
            return Interpreter.undump(chunk, chunkName);
        }

        @Override
        public Locator newLocator() {
            return Interpreter.newLocator();
        }

        @Override
        public void prepare(LuaState state) {
            Interpreter.prepare(state);
        }
    };

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** The one that is used unless another is asked for. */
    public static final Engine DEFAULT = COMPILED;

    /** The engine with that {@link #text()}; none where there is no such. */
    public static Optional<Engine> of(String text) {
        return Arrays.stream(values())
                .filter(engine -> engine.text().equals(text))
                .findFirst();
    }

    /** As configurations name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it runs scripts of that dialect. */
    public abstract boolean speaks(Dialect dialect);

    /**
     * Compiles text.
     *
     * @throws LuaError when it is not Lua
     */
    public abstract Code compile(byte[] source, String chunkName, Dialect dialect);

    /**
     * Compiles the contents of a file: text, which may begin with a byte order mark and a line for the shell.
     *
     * @throws LuaError when it is not Lua
     */
    public final Code compileFile(byte[] contents, String chunkName, Dialect dialect) {
        int start = afterMark(contents);
        byte[] text = start > 0 ? Arrays.copyOfRange(contents, start, contents.length) : contents;
        int chunk = afterShellLine(text, 0);
        return isBinary(text, chunk)
                ? undump(Arrays.copyOfRange(text, chunk, text.length), chunkName, dialect)
                : compileText(text, chunkName, dialect);
    }

    private static int afterMark(byte[] contents) {
        int mark = BYTE_ORDER_MARK.length;
        boolean marked = contents.length >= mark && Arrays.equals(contents, 0, mark, BYTE_ORDER_MARK, 0, mark);
        return marked ? mark : 0;
    }

    private static int afterShellLine(byte[] contents, int start) {
        int at = start;
        if (at < contents.length && contents[at] == '#') {
            while (at < contents.length && contents[at] != '\n') {
                at++;
            }
            at = Math.min(at + 1, contents.length);
        }
        return at;
    }

    /** Compiles the contents of a file, which may begin with a line for the shell. */
    abstract Code compileText(byte[] contents, String chunkName, Dialect dialect);

    /** Whether Lua takes this for a chunk that {@code string.dump} made. */
    public static boolean isBinary(byte[] chunk) {
        return isBinary(chunk, 0);
    }

    /** Whether Lua takes the contents of a file for such a chunk: a byte order mark and a line for the shell may lie before it. */
    static boolean isBinaryFile(byte[] contents) {
        return isBinary(contents, afterShellLine(contents, afterMark(contents)));
    }

    private static boolean isBinary(byte[] chunk, int start) {
        return start < chunk.length && chunk[start] == LoadState.LUA_SIGNATURE[0];
    }

    /**
     * Loads what {@code string.dump} made.
     *
     * @throws LuaError when it cannot
     */
    public abstract Code undump(byte[] chunk, String chunkName, Dialect dialect);

    /** What tells where a new state is. */
    public abstract Locator newLocator();

    /** Gives a new state what its functions need to run. */
    public abstract void prepare(LuaState state);
}
