package luafcgid.lua.syntax;

/** Operators with one operand. */
public enum UnaryOperator {
    NEGATE,
    NOT,
    LENGTH,
    BIT_NOT
}
