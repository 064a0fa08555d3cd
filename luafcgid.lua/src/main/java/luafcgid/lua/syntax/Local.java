package luafcgid.lua.syntax;

import org.jspecify.annotations.Nullable;

/** A local variable, a parameter, or a loop's variable. Complete when its chunk is parsed; compared by identity. */
public final class Local {
    /** What 5.4 lets a declaration add. */
    public enum Attribute {
        NONE,
        CONST,
        CLOSE
    }

    private final String name;
    private final int line;
    private final Attribute attribute;
    private final FunctionBody owner;
    private boolean captured;
    private boolean reassigned;
    private @Nullable Expression constant;

    public Local(String name, int line, Attribute attribute, FunctionBody owner) {
        this.name = name;
        this.line = line;
        this.attribute = attribute;
        this.owner = owner;
    }

    public String name() {
        return name;
    }

    public int line() {
        return line;
    }

    public Attribute attribute() {
        return attribute;
    }

    /** The function that declares it. Another function that uses it has it as an upvalue. */
    public FunctionBody owner() {
        return owner;
    }

    /** Whether a function within its owner uses it. */
    public boolean captured() {
        return captured;
    }

    /** Whether anything but its declaration gives it a value. A captured one that nothing reassigns may be copied. */
    public boolean reassigned() {
        return reassigned;
    }

    /** The literal that stands wherever the program names it; null where it is a variable when the code runs. */
    @Nullable
    Expression constant() {
        return constant;
    }

    void setConstant(@Nullable Expression literal) {
        constant = literal;
    }

    void capture() {
        captured = true;
    }

    void reassign() {
        reassigned = true;
    }
}
