package luafcgid.daemon.respond;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import luafcgid.lua.Traceback;

/** The lines of source around a frame of a traceback. */
final class SourceExcerpt {
    private static final int AROUND = 4;

    /** Bytes of a file that is shown in part. */
    private static final long LONGEST = 4 << 20;

    private SourceExcerpt() {}

    /** @param source whether the file is read */
    static String html(Traceback.Frame frame, boolean source) {
        String where = frame.line() > 0 ? frame.source() + ":" + frame.line() : frame.source();
        return "<figure><figcaption>" + Html.escape(where + " in " + frame.function()) + "</figcaption>"
                + (source ? lines(frame) : "") + "</figure>";
    }

    private static String lines(Traceback.Frame frame) {
        if (frame.line() < 1) {
            return "";
        }
        List<String> source;
        try {
            Path file = Path.of(frame.source());
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
                return "";
            }
            source = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException e) {
            return "";
        }
        StringBuilder out = new StringBuilder("<pre>");
        int last = Math.min(source.size(), frame.line() + AROUND);
        for (int n = Math.max(1, frame.line() - AROUND); n <= last; n++) {
            String bytes = source.get(n - 1).replace("\t", "    ");
            String text = "<i>%5d</i>  %s"
                    .formatted(
                            n,
                            Html.escape(
                                    new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
            out.append(n == frame.line() ? "<b>" + text + "</b>" : text + "\n");
        }
        return out.append("</pre>").toString();
    }
}
