package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/** A function that is being parsed: its variables and blocks, and which variables names in it stand for. */
final class Scope {
    private static final int MOST_LOCALS = 200;

    private final @Nullable Scope parent;
    private final FunctionBody function;
    private final Tokens tokens;
    private final Dialect dialect;
    private final List<Local> locals = new ArrayList<>();
    private int active;
    private BlockScope block = new BlockScope(null, false, 0);
    private final ZeroConstant zero = new ZeroConstant();
    private boolean usesVararg;

    Scope(@Nullable Scope parent, FunctionBody function, Tokens tokens, Dialect dialect) {
        this.parent = parent;
        this.function = function;
        this.tokens = tokens;
        this.dialect = dialect;
    }

    FunctionBody function() {
        return function;
    }

    BlockScope block() {
        return block;
    }

    ZeroConstant zero() {
        return zero;
    }

    /** How many variables are in scope. */
    int active() {
        return active;
    }

    /** The variable at a place, counted from the function's first. */
    Local local(int index) {
        return locals.get(index);
    }

    boolean usesVararg() {
        return usesVararg;
    }

    void useVararg() {
        usesVararg = true;
    }

    Local declare(String name) {
        return declare(name, Local.Attribute.NONE);
    }

    /** Makes a variable that is in scope only when {@link #activate} says so. */
    Local declare(String name, Local.Attribute attribute) {
        checkRoom();
        Local local = new Local(name, tokens.lastLine(), attribute, function);
        locals.add(local);
        return local;
    }

    void checkRoom() {
        if (locals.size() >= MOST_LOCALS) {
            throw exceeded("local variables", MOST_LOCALS);
        }
    }

    /** Lets everything that was declared be in scope. */
    void activate() {
        activate(locals.size() - active);
    }

    void activate(int count) {
        active += count;
    }

    void enterBlock(boolean loop) {
        block = new BlockScope(block, loop, active);
    }

    void leaveBlock() {
        BlockScope around = block.outer();
        if (around == null) {
            throw new IllegalStateException("the outermost block ends with its function");
        }
        block.leaveTo(around);
        active = block.firstLocal();
        locals.subList(active, locals.size()).clear();
        block = around;
    }

    /** The variable that a name stands for; null where that is a global one. */
    @Nullable
    Local find(String name) {
        for (int i = active - 1; i >= 0; i--) {
            if (locals.get(i).name().equals(name)) {
                return locals.get(i);
            }
        }
        for (Local upvalue : function.upvalues()) {
            if (upvalue.name().equals(name)) {
                return upvalue;
            }
        }
        Local outer = parent == null ? null : parent.find(name);
        if (outer != null && outer.constant() == null) {
            checkUpvalues();
            function.addUpvalue(outer);
            outer.capture();
        }
        return outer;
    }

    /** Notes that the function reaches globals through the {@code _ENV} of its chunk. */
    void useEnvironment() {
        if (function.environmentIndex() < 0) {
            if (parent != null) {
                parent.useEnvironment();
            }
            checkUpvalues();
            function.useEnvironment();
        }
    }

    private void checkUpvalues() {
        int most = dialect == Dialect.LUA_5_1 ? 60 : 255;
        int count = function.upvalues().size() + (function.environmentIndex() < 0 ? 0 : 1);
        if (count >= most) {
            throw exceeded("upvalues", most);
        }
    }

    /** The error for too much of something. */
    LuaError exceeded(String what, int most) {
        String where = function.line() == 0 ? "main function" : "function at line " + function.line();
        return dialect == Dialect.LUA_5_1
                ? tokens.plainError(where + " has more than " + most + " " + what)
                : tokens.error("too many " + what + " (limit is " + most + ") in " + where);
    }
}
