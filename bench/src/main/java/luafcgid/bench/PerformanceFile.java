package luafcgid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text with one generated part, between two markers. */
record PerformanceFile(Path path) {
    private static final String BEGIN = "<!-- bench/run writes from here -->";
    private static final String END = "<!-- bench/run writes to here -->";

    /**
     * Replaces the generated part.
     *
     * @throws IOException also when the markers are not there
     */
    void write(String generated) throws IOException {
        String text = Files.readString(path);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(path.getFileName() + " has not the two lines " + BEGIN + " and " + END);
        }
        Files.writeString(
                path,
                text.substring(0, begin + BEGIN.length()) + "\n\n" + generated.strip() + "\n\n" + text.substring(end));
    }
}
