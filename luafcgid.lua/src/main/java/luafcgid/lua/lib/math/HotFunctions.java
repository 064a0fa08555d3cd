package luafcgid.lua.lib.math;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** The functions of one number that programs call in their loops. */
final class HotFunctions {
    private HotFunctions() {}

    static final class Sqrt extends Builtin.One {
        Sqrt() {
            super("sqrt");
        }

        @Override
        public LuaValue call(LuaValue x) {
            return LuaDouble.valueOf(Math.sqrt(Arguments.number(1, x)));
        }
    }

    static final class Sin extends Builtin.One {
        Sin() {
            super("sin");
        }

        @Override
        public LuaValue call(LuaValue x) {
            return LuaDouble.valueOf(Math.sin(Arguments.number(1, x)));
        }
    }

    static final class Cos extends Builtin.One {
        Cos() {
            super("cos");
        }

        @Override
        public LuaValue call(LuaValue x) {
            return LuaDouble.valueOf(Math.cos(Arguments.number(1, x)));
        }
    }

    static final class Floor extends Builtin.One {
        private final Dialect dialect;

        Floor(Dialect dialect) {
            super("floor");
            this.dialect = dialect;
        }

        @Override
        public LuaValue call(LuaValue x) {
            return dialect.hasIntegers() && x instanceof LuaInteger
                    ? x
                    : Numbers.whole(dialect, Math.floor(Arguments.number(1, x)));
        }
    }

    static final class Ceil extends Builtin.One {
        private final Dialect dialect;

        Ceil(Dialect dialect) {
            super("ceil");
            this.dialect = dialect;
        }

        @Override
        public LuaValue call(LuaValue x) {
            return dialect.hasIntegers() && x instanceof LuaInteger
                    ? x
                    : Numbers.whole(dialect, Math.ceil(Arguments.number(1, x)));
        }
    }

    static final class Abs extends Builtin.One {
        private final Dialect dialect;

        Abs(Dialect dialect) {
            super("abs");
            this.dialect = dialect;
        }

        @Override
        public LuaValue call(LuaValue x) {
            // Not of a string: that one is a float to abs.
            if (dialect.hasIntegers() && x instanceof LuaInteger) {
                return LuaInteger.valueOf(Math.abs(x.tolong()));
            }
            return LuaDouble.valueOf(Math.abs(Arguments.number(1, x)));
        }
    }
}
