package luafcgid.daemon.respond;

import java.util.List;
import luafcgid.lua.Traceback;

/** The lines of source around a frame of a traceback: those that were compiled, whatever the disk has by now, or under that name. */
final class SourceExcerpt {
    private static final int AROUND = 4;

    /** Characters of a line: enough for what people write, few enough for a page of many frames. */
    private static final int LONGEST_LINE = 1000;

    private SourceExcerpt() {}

    /** @param source whether lines are shown */
    static String html(Traceback.Frame frame, boolean source) {
        String where = frame.line() > 0 ? frame.source() + ":" + frame.line() : frame.source();
        return "<figure><figcaption>" + Html.escape(where + " in " + frame.function()) + "</figcaption>"
                + (source && frame.line() > 0 ? lines(frame) : "") + "</figure>";
    }

    private static String lines(Traceback.Frame frame) {
        int first = Math.max(1, frame.line() - AROUND);
        List<String> lines = frame.text().lines(first, frame.line() + AROUND);
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<pre>");
        for (int i = 0; i < lines.size(); i++) {
            String text = "<i>%5d</i>  %s".formatted(first + i, Html.escape(shown(lines.get(i))));
            out.append(first + i == frame.line() ? "<b>" + text + "</b>" : text + "\n");
        }
        return out.append("</pre>").toString();
    }

    private static String shown(String line) {
        String begin = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "\u2026" : line;
        return begin.replace("\t", "    ");
    }
}
