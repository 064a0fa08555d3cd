package luafcgid.lua.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import luafcgid.lua.Dialect;

/** The names that are in scope where the generator is, and its dice. */
final class Names {
    private record Name(String text, Kind kind, boolean constant) {}

    final Dialect dialect;
    private final Random random;
    private final Deque<List<Name>> scopes = new ArrayDeque<>();
    private int count;
    private int labels;

    /** Whether {@code ...} may be used. */
    boolean vararg = true;

    /** Whether zeros may be constants of a function: in LuaJ's interpreter none has a sign. */
    final boolean zeroConstants;

    /** Whether metamethods of operators with one operand are given it twice; LuaJ's interpreter gives it once. */
    final boolean operandTwice;

    /** @param interpreted whether LuaJ's interpreter is to run the program */
    Names(Dialect dialect, Random random, boolean interpreted) {
        this.dialect = dialect;
        this.zeroConstants = !interpreted;
        this.operandTwice = !interpreted;
        this.random = random;
        scopes.push(new ArrayList<>());
        scopes.getFirst().add(new Name("g1", Kind.NUMBER, false));
        scopes.getFirst().add(new Name("g2", Kind.STRING, false));
        scopes.getFirst().add(new Name("g3", Kind.SEQUENCE, false));
    }

    int dice(int sides) {
        return random.nextInt(sides);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T either(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** What stands in a function without {@code ...}. */
    Piece withoutVararg(Supplier<Piece> part) {
        boolean outside = vararg;
        vararg = false;
        Piece piece = part.get();
        vararg = outside;
        return piece;
    }

    void enter() {
        scopes.push(new ArrayList<>());
    }

    void leave() {
        scopes.pop();
    }

    /** A name that is new, or one that hides another. It is in scope when it is declared. */
    String fresh(Kind kind) {
        return kind.letter + (chance(10) && count > 0 ? 1 + dice(count) : ++count);
    }

    /** The name of a label, which no other has. */
    String label() {
        return "l" + ++labels;
    }

    void declare(String name, Kind kind) {
        scopes.getFirst().add(new Name(name, kind, false));
    }

    void declareConstant(String name, Kind kind) {
        scopes.getFirst().add(new Name(name, kind, true));
    }

    /** A variable of a kind, rarely of another one, rarely one that nobody declared. */
    String variable(Kind kind) {
        return pick(kind, true);
    }

    /** The same, but one that may be assigned to. */
    String target(Kind kind) {
        return pick(kind, false);
    }

    private boolean isConstant(String text) {
        return scopes.stream().flatMap(List::stream).anyMatch(name -> name.constant && name.text.equals(text));
    }

    private String pick(Kind kind, boolean constants) {
        List<String> known = new ArrayList<>();
        boolean any = chance(2);
        for (List<Name> scope : scopes) {
            for (Name name : scope) {
                if ((any || name.kind == kind) && (constants || !isConstant(name.text))) {
                    known.add(name.text);
                }
            }
        }
        return known.isEmpty() || chance(1) ? kind.letter + "0" : known.get(random.nextInt(known.size()));
    }
}
