package luafcgid.lua.generator;

/** What a variable mostly holds; now and then a program uses it as something else. */
enum Kind {
    NUMBER("n"),
    STRING("s"),
    BOOLEAN("b"),
    SEQUENCE("q"),
    OBJECT("o"),
    FUNCTION("f");

    /** How names of such variables begin. */
    final String letter;

    Kind(String letter) {
        this.letter = letter;
    }
}
