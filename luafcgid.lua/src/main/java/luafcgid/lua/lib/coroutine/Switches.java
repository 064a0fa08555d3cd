package luafcgid.lua.lib.coroutine;

import luafcgid.lua.engine.Coroutine;
import luafcgid.lua.engine.Coroutines;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions that go from one coroutine to another. */
final class Switches {
    private Switches() {}

    /** {@code coroutine.yield}. */
    static final class Yield extends Builtin.Many {
        private final Coroutines coroutines;

        Yield(Coroutines coroutines) {
            super("yield");
            this.coroutines = coroutines;
        }

        @Override
        public Varargs invoke(Varargs values) {
            return coroutines.suspend(values);
        }

        @Override
        public LuaValue call(LuaValue value) {
            return coroutines.suspend(value).arg1();
        }
    }

    /** {@code coroutine.resume}. */
    static final class Resume extends Builtin.Many {
        private final Coroutines coroutines;
        private final ThreadArgument threads;

        Resume(Coroutines coroutines, ThreadArgument threads) {
            super("resume");
            this.coroutines = coroutines;
            this.threads = threads;
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            return coroutines.resume(threads.first(arguments), arguments.subargs(2));
        }
    }

    /** What {@code coroutine.wrap} gives. */
    static final class Wrapped extends Builtin.Many {
        private final Coroutines coroutines;
        private final Coroutine coroutine;

        Wrapped(Coroutines coroutines, Coroutine coroutine) {
            super("wrap");
            this.coroutines = coroutines;
            this.coroutine = coroutine;
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            return coroutines.go(coroutine, arguments);
        }

        @Override
        public LuaValue call() {
            return coroutines.go(coroutine, NONE).arg1();
        }
    }
}
