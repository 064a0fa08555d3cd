package luafcgid.lua.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;

/**
 * An expression. {@link #line} is where an error in it is reported: for an operator, a call and an index, the line C Lua reports.
 *
 * <p>Nests at most some hundred levels deep, but for left operands, called functions and indexed objects: {@code a + a + a...},
 * {@code a.b.b.b...} and {@code f()()()...} nest as deep as they are long, so whoever walks a tree goes down these in a loop.
 */
public sealed interface Expression {
    int line();

    record Nil(int line) implements Expression {}

    record True(int line) implements Expression {}

    record False(int line) implements Expression {}

    /** A {@code LuaInteger} only where the dialect has integers. */
    record Numeral(int line, LuaNumber value) implements Expression {}

    record Text(int line, LuaString value) implements Expression {}

    /** {@code ...} */
    record Vararg(int line) implements Expression {}

    record Function(int line, FunctionBody body) implements Expression {}

    /** A local variable or an upvalue: which of them says {@link Local#owner()}. */
    record Variable(int line, Local local) implements Expression {}

    /** A name that no scope declares, in the environment of its function. */
    record Global(int line, LuaString name) implements Expression {}

    record Index(int line, Expression object, Expression key) implements Expression {}

    record Call(int line, Expression function, List<Expression> arguments) implements Expression {}

    /** {@code object:name(...)}. An error in looking the method up is reported at {@code nameLine}. */
    record MethodCall(int line, Expression object, int nameLine, LuaString name, List<Expression> arguments)
            implements Expression {}

    /** Operators but {@code and} and {@code or}, which are control flow. */
    record Binary(int line, BinaryOperator operator, Expression left, Expression right) implements Expression {}

    record And(int line, Expression left, Expression right) implements Expression {}

    record Or(int line, Expression left, Expression right) implements Expression {}

    record Unary(int line, UnaryOperator operator, Expression operand) implements Expression {}

    /** {@code (...)}: where it matters, of a call or {@code ...}: exactly one value. */
    record Parentheses(int line, Expression inner) implements Expression {}

    record TableConstructor(int line, List<Field> fields) implements Expression {}

    /** An item without a key has null for it. An error in storing it is reported at its line. */
    record Field(int line, @Nullable Expression key, Expression value) {}
}
