package luafcgid.lua.code;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import luafcgid.lua.Dialect;
import luafcgid.lua.reference.Interpreter;
import luafcgid.lua.runtime.Locator;
import luafcgid.lua.runtime.LuaState;

/** What compiles and executes Lua. All code of a state is one engine's. */
public enum Engine {
    /** LuaJ's interpreter. It knows the language of 5.2, and takes 5.1 for that. */
    REFERENCE {
        @Override
        public Code compile(byte[] source, String chunkName, Dialect dialect) {
            return Interpreter.compile(source, chunkName, dialect);
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

    /** The one that is used unless another is asked for. */
    public static final Engine DEFAULT = REFERENCE;

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

    /**
     * Compiles text.
     *
     * @throws org.luaj.vm2.LuaError when it is not Lua
     */
    public abstract Code compile(byte[] source, String chunkName, Dialect dialect);

    /** What tells where a new state is. */
    public abstract Locator newLocator();

    /** Gives a new state what its functions need to run. */
    public abstract void prepare(LuaState state);
}
