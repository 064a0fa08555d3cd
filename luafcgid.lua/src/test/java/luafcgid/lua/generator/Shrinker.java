package luafcgid.lua.generator;

import java.util.ArrayList;
import java.util.List;

/** Makes programs smaller by one step. */
final class Shrinker {
    private static final List<String> CONSTANTS = List.of("nil", "1");

    private Shrinker() {}

    /** All that a program can become, the ones with the most left out first. */
    static List<Piece> smaller(Piece program) {
        List<Piece> variants = new ArrayList<>();
        for (int i = 0; i < program.parts().size(); i++) {
            if (program.parts().get(i) instanceof Piece part) {
                for (Piece instead : replacements(part)) {
                    variants.add(program.with(i, instead));
                }
            }
        }
        for (int i = 0; i < program.parts().size(); i++) {
            if (program.parts().get(i) instanceof Piece part) {
                for (Piece instead : smaller(part)) {
                    variants.add(program.with(i, instead));
                }
            }
        }
        return variants;
    }

    private static List<Piece> replacements(Piece piece) {
        List<Piece> instead = new ArrayList<>();
        switch (piece.kind()) {
            case STATEMENT -> {
                instead.add(Piece.fixed(List.of()));
                List<Piece> inner = piece.within(Piece.Kind.STATEMENT);
                if (!inner.isEmpty()) {
                    instead.add(Piece.fixed(inner));
                }
            }
            case EXPRESSION -> {
                String text = piece.text();
                for (String constant : CONSTANTS) {
                    if (text.length() > constant.length()) {
                        instead.add(Piece.expression(constant));
                    }
                }
                instead.addAll(piece.within(Piece.Kind.EXPRESSION));
            }
            case FIXED -> {}
        }
        return instead;
    }
}
