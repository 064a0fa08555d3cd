package luafcgid.lua.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a program.
 *
 * @param parts texts and pieces
 */
record Piece(Kind kind, List<Object> parts) {
    /** How a piece may be made smaller. */
    enum Kind {
        /** It may be left out, or replaced by the statements in it. */
        STATEMENT,
        /** It may be replaced by a constant or by an expression in it. */
        EXPRESSION,
        /** It has to stay. */
        FIXED
    }

    static Piece statement(Object... parts) {
        return new Piece(Kind.STATEMENT, List.of(parts));
    }

    static Piece expression(Object... parts) {
        return new Piece(Kind.EXPRESSION, List.of(parts));
    }

    static Piece fixed(List<?> parts) {
        return new Piece(Kind.FIXED, List.copyOf(parts));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(StringBuilder text) {
        for (Object part : parts) {
            if (part instanceof Piece piece) {
                piece.write(text);
            } else {
                text.append(part);
            }
        }
    }

    /** The nearest pieces of a kind in this one. */
    List<Piece> within(Kind wanted) {
        List<Piece> found = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Piece piece) {
                if (piece.kind == wanted) {
                    found.add(piece);
                } else {
                    found.addAll(piece.within(wanted));
                }
            }
        }
        return found;
    }

    Piece with(int index, Piece part) {
        List<Object> changed = new ArrayList<>(parts);
        changed.set(index, part);
        return new Piece(kind, changed);
    }
}
