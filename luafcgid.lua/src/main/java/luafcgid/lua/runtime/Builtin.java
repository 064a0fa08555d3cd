package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.LibFunction;

/**
 * A library function that is called often enough to have a class of its own. What was not given is {@link LuaValue#NONE}; what was given
 * too much is ignored.
 */
public abstract class Builtin extends LibFunction {
    protected Builtin(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public String tojstring() {
        return "function: builtin: " + name;
    }

    /** A function of any number of arguments and results. */
    public abstract static class Many extends Builtin {
        protected Many(String name) {
            super(name);
        }

        @Override
        public abstract Varargs invoke(Varargs arguments);

        @Override
        public LuaValue call() {
            return invoke(NONE).arg1();
        }

        @Override
        public LuaValue call(LuaValue a) {
            return invoke(a).arg1();
        }

        @Override
        public LuaValue call(LuaValue a, LuaValue b) {
            return invoke(varargsOf(a, b)).arg1();
        }

        @Override
        public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
            return invoke(varargsOf(a, b, c)).arg1();
        }
    }

    /** A function of one argument. */
    public abstract static class One extends Builtin {
        protected One(String name) {
            super(name);
        }

        @Override
        public abstract LuaValue call(LuaValue argument);

        @Override
        public LuaValue call() {
            return call(NONE);
        }

        @Override
        public LuaValue call(LuaValue a, LuaValue b) {
            return call(a);
        }

        @Override
        public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
            return call(a);
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            return call(Arguments.at(arguments, 1));
        }
    }

    /** A function of two arguments. */
    public abstract static class Two extends Builtin {
        protected Two(String name) {
            super(name);
        }

        @Override
        public abstract LuaValue call(LuaValue a, LuaValue b);

        @Override
        public LuaValue call() {
            return call(NONE, NONE);
        }

        @Override
        public LuaValue call(LuaValue a) {
            return call(a, NONE);
        }

        @Override
        public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
            return call(a, b);
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            return call(Arguments.at(arguments, 1), Arguments.at(arguments, 2));
        }
    }

    /** A function of three arguments. */
    public abstract static class Three extends Builtin {
        protected Three(String name) {
            super(name);
        }

        @Override
        public abstract LuaValue call(LuaValue a, LuaValue b, LuaValue c);

        @Override
        public LuaValue call() {
            return call(NONE, NONE, NONE);
        }

        @Override
        public LuaValue call(LuaValue a) {
            return call(a, NONE, NONE);
        }

        @Override
        public LuaValue call(LuaValue a, LuaValue b) {
            return call(a, b, NONE);
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            return call(Arguments.at(arguments, 1), Arguments.at(arguments, 2), Arguments.at(arguments, 3));
        }
    }
}
