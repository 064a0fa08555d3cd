package luafcgid.lua.runtime;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.Traceback;
import luafcgid.lua.code.LuaNames;
import luafcgid.lua.runtime.Site.Name;
import org.jspecify.annotations.Nullable;

/**
 * The active functions of a coroutine at a moment, the innermost first: level 0 is what runs, a library function or one of Lua. Where
 * only the innermost were asked for, the others are missing. Immutable.
 */
public final class CallStack {
    public static final CallStack EMPTY = new CallStack(List.of(), Dialect.LUA_5_1);

    static final int LONGEST_TRACEBACK = 48;

    private final List<Level> levels;
    private final Dialect dialect;

    private CallStack(List<Level> levels, Dialect dialect) {
        this.levels = levels;
        this.dialect = dialect;
    }

    /** Puts a stack together, the innermost function first, and leaves out what tail calls have replaced. */
    public static final class Builder {
        private final List<Level> levels = new ArrayList<>();
        private final Dialect dialect;

        public Builder(Dialect dialect) {
            this.dialect = dialect;
        }

        /** What has been added so far. */
        public List<Level> levels() {
            return levels;
        }

        public void add(Level frame) {
            Level inner = levels.isEmpty() ? null : levels.get(levels.size() - 1);
            Site site = frame.site();
            boolean replaced = inner != null
                    && (inner.isLua() || inner.isLost())
                    && site != null
                    && site.operation() == Operation.TAIL_CALL;
            if (!replaced) {
                levels.add(frame);
            } else if (dialect == Dialect.LUA_5_1) {
                levels.add(Level.LOST);
            } else if (inner != null) {
                levels.set(levels.size() - 1, inner.asTailCalled());
            }
        }

        public CallStack build() {
            return new CallStack(levels, dialect);
        }
    }

    static CallStack of(List<Level> frames, Dialect dialect) {
        Builder builder = new Builder(dialect);
        frames.forEach(builder::add);
        return builder.build();
    }

    /** The same functions, and one that the innermost has called. */
    CallStack within(Level inner) {
        List<Level> all = new ArrayList<>(levels.size() + 1);
        all.add(inner);
        all.addAll(levels);
        return new CallStack(all, dialect);
    }

    public List<Level> levels() {
        return levels;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The function at a level; null where there is none. */
    public @Nullable Level level(int level) {
        return level >= 0 && level < levels.size() ? levels.get(level) : null;
    }

    /** {@code file:line: } of the function at a level; empty for a library function, and where there is none. */
    public String position(int level) {
        Level at = level(level);
        return at == null || !at.isLua() ? "" : at.source(dialect) + ":" + (at.line() > 0 ? at.line() : "?") + ": ";
    }

    /** What its caller calls the function at a level. */
    public Name name(int level) {
        Level at = level(level);
        Level caller = level(level + 1);
        Site site = caller == null ? null : caller.site();
        return at == null || at.tailCalled() || site == null ? Name.NONE : nameAt(site);
    }

    private Name nameAt(Site site) {
        String event = site.operation().event();
        return switch (site.operation()) {
            case CALL, TAIL_CALL -> site.operand(0);
            case ITERATE ->
                dialect == Dialect.LUA_5_1
                        ? new Name("local", "(for generator)")
                        : new Name("for iterator", "for iterator");
            default ->
                event.isEmpty() || dialect == Dialect.LUA_5_1
                        ? Name.NONE
                        : new Name("metamethod", dialect == Dialect.LUA_5_4 ? event : "__" + event);
        };
    }

    /** The functions of Lua, for a log. */
    public Traceback traceback() {
        List<Traceback.Frame> frames = new ArrayList<>();
        for (int i = 0; i < levels.size() && frames.size() < LONGEST_TRACEBACK; i++) {
            Level level = levels.get(i);
            FunctionInfo function = level.function();
            if (function != null) {
                frames.add(new Traceback.Frame(
                        LuaNames.shortName(function.source()),
                        Math.max(0, level.line()),
                        describe(i),
                        function.text()));
            }
        }
        return frames.isEmpty() ? Traceback.NONE : new Traceback(frames);
    }

    private String describe(int level) {
        return new StackText(this, name -> "").describe(level);
    }
}
