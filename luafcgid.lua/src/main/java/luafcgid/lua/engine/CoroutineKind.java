package luafcgid.lua.engine;

import org.luaj.vm2.LuaValue;

/** What coroutines are made of. */
public enum CoroutineKind {
    /** The JVM's own continuations: cheap, and garbage when nobody can resume them. */
    CONTINUATIONS("continuations") {
        @Override
        Strand strand(ScriptState state, LuaValue function) {
            return new ContinuationStrand(state.lua(), function);
        }
    },
    /** A thread for each: on JVMs that give no continuations. */
    THREADS("threads") {
        @Override
        Strand strand(ScriptState state, LuaValue function) {
            return new ThreadStrand(state, function);
        }
    };

    /** The system property that asks for threads where there are continuations. */
    public static final String PROPERTY = "luafcgid.coroutines";

    private final String text;

    CoroutineKind(String text) {
        this.text = text;
    }

    abstract Strand strand(ScriptState state, LuaValue function);

    /** What this JVM allows. */
    public static CoroutineKind best() {
        return ContinuationStrand.areUsable() && !THREADS.text.equals(System.getProperty(PROPERTY))
                ? CONTINUATIONS
                : THREADS;
    }

    /** A word for the status. */
    public String text() {
        return text;
    }
}
