package luafcgid.lua.runtime;

import java.util.List;

/**
 * What is known of an operation that may fail or call.
 *
 * @param line      where it stands
 * @param operation what is done there
 * @param operands  the names of what it works on: of both operands, of the object and the key, of the called function; as many as are
 *                  known
 */
public record Site(int line, Operation operation, List<Name> operands) {
    public Site {
        operands = List.copyOf(operands);
    }

    /** The name of an operand, counted from 0; {@link Name#NONE} where it has none. */
    public Name operand(int index) {
        return index < operands.size() ? operands.get(index) : Name.NONE;
    }

    /** How messages name a value: {@code global 'x'}, {@code local 'x'}, {@code upvalue 'x'}, {@code field 'x'}, {@code method 'x'}, {@code constant 'x'}. */
    public record Name(String kind, String name) {
        /** A value of which nothing is known. */
        public static final Name NONE = new Name("", "");
    }
}
