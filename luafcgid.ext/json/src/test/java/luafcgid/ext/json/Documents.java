package luafcgid.ext.json;

import java.util.Random;

/** Makes documents at random, with all that C reads, and breaks them. Characters are bytes. */
final class Documents {
    private static final String[] ODD_NUMBERS = {
        "+1",
        "007",
        "0x1F",
        "-0x.8p4",
        "inf",
        "-Infinity",
        "nan",
        "1.",
        "-.5",
        "1e",
        "1e400",
        "1e-400",
        "0x",
        "-",
        "1.5.5",
        "0e0"
    };
    private static final String[] ESCAPES = {
        "\\n",
        "\\t",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\r",
        "\\u0041",
        "\\u00e9",
        "\\u20AC",
        "\\ud83d\\ude00",
        "\\u0000",
        "\\uD800",
        "\\udc00x",
        "\\u12",
        "\\x",
        "\\"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n\t", "\r "};
    private static final String STRUCTURE = "{}[]:,\"\\ \n0-+.eEtfn/*\0";

    private final Random random;

    Documents(Random random) {
        this.random = random;
    }

    void value(StringBuilder out, int depth) {
        space(out);
        switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> out.append(random.nextInt(3) == 0 ? "null" : random.nextBoolean() ? "true" : "false");
            case 1, 2 -> number(out);
            case 3, 4 -> string(out);
            case 5, 6 -> array(out, depth - 1);
            default -> object(out, depth - 1);
        }
        space(out);
    }

    private void space(StringBuilder out) {
        out.append(SPACES[random.nextInt(SPACES.length)]);
    }

    private void number(StringBuilder out) {
        if (random.nextInt(12) == 0) {
            out.append(ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)]);
            return;
        }
        out.append(random.nextInt(3) == 0 ? "-" : "");
        out.append(1 + random.nextInt(9));
        digits(out, random.nextInt(random.nextInt(8) == 0 ? 30 : 8));
        if (random.nextBoolean()) {
            digits(out.append('.'), 1 + random.nextInt(random.nextInt(8) == 0 ? 30 : 5));
        }
        if (random.nextInt(5) == 0) {
            out.append(random.nextBoolean() ? "e" : "E+").append(random.nextInt(20));
        } else if (random.nextInt(8) == 0) {
            out.append("e-").append(random.nextInt(330));
        }
    }

    private void digits(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) {
            out.append((char) ('0' + random.nextInt(10)));
        }
    }

    private void string(StringBuilder out) {
        out.append('"');
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 100 : 8); i > 0; i--) {
            switch (random.nextInt(20)) {
                // Most of them whole, or no document would be.
                case 0, 1, 2 -> out.append(ESCAPES[random.nextInt(ESCAPES.length - 5)]);
                case 3 -> out.append(ESCAPES[random.nextInt(20) == 0 ? random.nextInt(ESCAPES.length) : 0]);
                case 4 -> out.append((char) (0x80 + random.nextInt(0x80)));
                case 5 -> out.append((char) (1 + random.nextInt(0x1F)));
                case 6 -> out.append("/\u007f");
                default -> out.append((char) ('a' + random.nextInt(26)));
            }
        }
        out.append('"');
    }

    private void array(StringBuilder out, int depth) {
        out.append('[');
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            out.append(i > 0 ? "," : "");
            value(out, depth);
        }
        space(out);
        out.append(']');
    }

    private void object(StringBuilder out, int depth) {
        out.append('{');
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            out.append(i > 0 ? "," : "");
            space(out);
            string(out);
            space(out);
            out.append(':');
            value(out, depth);
        }
        space(out);
        out.append('}');
    }

    /** Changes, inserts, removes or cuts off. */
    static void damage(Random random, StringBuilder document) {
        int at = random.nextInt(document.length());
        char c = STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
        switch (random.nextInt(4)) {
            case 0 -> document.setCharAt(at, c);
            case 1 -> document.insert(at, c);
            case 2 -> document.deleteCharAt(at);
            default -> document.setLength(at + 1);
        }
    }
}
