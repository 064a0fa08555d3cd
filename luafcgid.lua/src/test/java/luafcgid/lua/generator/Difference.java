package luafcgid.lua.generator;

import java.util.List;

/**
 * A program that does not print in ours what it has to print.
 *
 * @param expected what it has to print
 * @param actual   what we print
 */
record Difference(Piece program, String expected, String actual) {
    /** What is different, without what differs from program to program. */
    String signature() {
        List<String> one = expected.lines().toList();
        List<String> other = actual.lines().toList();
        int line = 0;
        while (line < one.size() && line < other.size() && one.get(line).equals(other.get(line))) {
            line++;
        }
        return line(one, line) + " / " + line(other, line);
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).replaceAll("[a-z][0-9]+|[0-9.]+", "?") : "";
    }

    @Override
    public String toString() {
        return program.text() + "--- expected:\n" + expected + "\n--- ours:\n" + actual + "\n";
    }
}
