package luafcgid.lua.codegen;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Site;
import luafcgid.lua.syntax.Constant;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.Local;
import org.luaj.vm2.LuaInteger;

/** How operands are evaluated in order, and what messages call them. */
final class Operands {
    /** What fits into an instruction of C Lua 5.4, whose messages know nothing of larger ones. */
    private static final int MOST_SMALL = 255;

    /** What messages call the table of the globals, where it is none. */
    static final Site.Name ENVIRONMENT = new Site.Name("upvalue", "_ENV");

    private final MethodGenerator method;

    Operands(MethodGenerator method) {
        this.method = method;
    }

    /** Pushes both. As in C Lua, a variable on the left is read after the right side was evaluated. */
    void pushBoth(Expression left, Expression right) {
        if (isReadLate(left) && !isSimple(right)) {
            Instructions code = method.code;
            int mark = code.mark();
            int slot = code.newSlot();
            method.expressions.push(right);
            code.store(slot);
            method.expressions.push(left);
            code.load(slot);
            code.release(mark);
        } else {
            method.expressions.push(left);
            method.expressions.push(right);
        }
    }

    boolean isReadLate(Expression expression) {
        return expression instanceof Expression.Variable variable && method.variables.isReadLate(variable.local());
    }

    /** Whether its evaluation runs no code that could assign to a variable. */
    static boolean isSimple(Expression expression) {
        return expression instanceof Expression.Variable
                || expression instanceof Expression.Text
                || expression instanceof Expression.Numeral
                || expression instanceof Expression.Nil
                || expression instanceof Expression.True
                || expression instanceof Expression.False
                || expression instanceof Expression.Function
                || expression instanceof Expression.Vararg
                || (expression instanceof Expression.Parentheses parentheses && isSimple(parentheses.inner()));
    }

    /** What messages call the key of a global variable in the environment. */
    static Site.Name key(Expression.Global global) {
        return new Site.Name("constant", global.name().tojstring());
    }

    /** What messages call the value of an expression. */
    Site.Name name(Expression expression) {
        if (expression instanceof Expression.Variable variable) {
            Local local = variable.local();
            return new Site.Name(method.variables.isUpvalue(local) ? "upvalue" : "local", local.name());
        }
        if (expression instanceof Expression.Global global) {
            return new Site.Name("global", global.name().tojstring());
        }
        if (expression instanceof Expression.Index index) {
            boolean global = index.object() instanceof Expression.Variable variable
                    && variable.local().name().equals("_ENV");
            return new Site.Name(global ? "global" : "field", key(index.key()));
        }
        if (expression instanceof Expression.Text text) {
            return new Site.Name("constant", text.value().tojstring());
        }
        if (expression instanceof Expression.Parentheses parentheses) {
            return name(parentheses.inner());
        }
        Expression last = ShortCircuits.last(method.chunk().dialect(), expression);
        return last == null ? Site.Name.NONE : name(last);
    }

    private String key(Expression key) {
        Expression constant = Constant.of(method.chunk().dialect(), key);
        if (constant instanceof Expression.Text text) {
            return text.value().tojstring();
        }
        boolean small = constant instanceof Expression.Numeral numeral
                && numeral.value() instanceof LuaInteger integer
                && integer.tolong() >= 0
                && integer.tolong() <= MOST_SMALL;
        return small && method.chunk().dialect() == Dialect.LUA_5_4 ? "integer index" : "?";
    }
}
