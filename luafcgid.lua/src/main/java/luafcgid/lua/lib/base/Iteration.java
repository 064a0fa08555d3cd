package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.runtime.Indexing;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Metamethods;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions that loops go by. */
final class Iteration {
    private Iteration() {}

    /** {@code next}. */
    static final class Next extends Builtin.Many {
        static final Next FUNCTION = new Next();

        private Next() {
            super("next");
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            return Arguments.table(1, Arguments.at(arguments, 1)).next(arguments.arg(2));
        }
    }

    /** What {@code ipairs} goes by. */
    static final class Step extends Builtin.Many {
        private final LuaState state;

        Step(LuaState state) {
            super("ipairs_iterator");
            this.state = state;
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            LuaValue list = arguments.arg1();
            Dialect dialect = state.dialect();
            long index = Arguments.integer(dialect, 2, Arguments.at(arguments, 2)) + 1;
            LuaValue key = Numbers.whole(dialect, index);
            LuaValue value = dialect.hasIntegers()
                    ? Indexing.get(state, list, key)
                    : Arguments.table(1, list).rawget(key);
            return value.isnil() ? NIL : varargsOf(key, value);
        }
    }

    /** {@code ipairs} and {@code pairs}: a function to go by, the table and where to begin; or what the metamethod says. */
    static final class Loop extends Builtin.Many {
        private final LuaState state;
        private final LuaValue iterator;
        private final LuaValue first;
        private final LuaString event;
        private final boolean asksMetamethod;

        private Loop(String name, LuaState state, LuaValue iterator, LuaValue first, boolean asksMetamethod) {
            super(name);
            this.state = state;
            this.iterator = iterator;
            this.first = first;
            this.event = LuaString.valueOf("__" + name);
            this.asksMetamethod = asksMetamethod;
        }

        static Loop pairs(LuaState state) {
            return new Loop("pairs", state, Next.FUNCTION, NIL, state.dialect().isAtLeast(Dialect.LUA_5_2));
        }

        static Loop ipairs(LuaState state, Step step) {
            Dialect dialect = state.dialect();
            boolean asks = dialect == Dialect.LUA_5_2 || dialect == Dialect.LUA_5_3;
            return new Loop("ipairs", state, step, Numbers.whole(dialect, 0L), asks);
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            LuaValue list = Arguments.at(arguments, 1);
            if (asksMetamethod && !Arguments.isNone(list)) {
                LuaValue metamethod = Metamethods.of(state, list, event);
                if (!metamethod.isnil()) {
                    Varargs own = metamethod.invoke(list);
                    return varargsOf(own.arg1(), own.arg(2), own.arg(3));
                }
            }
            if (state.dialect().hasIntegers()) {
                Arguments.any(1, list);
            } else if (!(list instanceof LuaTable)) {
                throw Arguments.wrongType(1, list, "table");
            }
            return varargsOf(iterator, list, first);
        }
    }
}
