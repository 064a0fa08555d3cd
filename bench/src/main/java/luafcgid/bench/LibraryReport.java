package luafcgid.bench;

import java.util.List;
import luafcgid.bench.library.LibraryBenchmark.Row;

/** What libraries cost, as Markdown. */
final class LibraryReport {
    private static final String NONE = "–";

    private LibraryReport() {}

    static String of(List<Row> rows, int turns) {
        StringBuilder text = new StringBuilder();
        text.append("Libraries, medians of ").append(turns).append(" turns:\n\n");
        text.append("|  | luafcgid | compared with | ratio |\n|---|---:|---:|---:|\n");
        for (Row row : rows) {
            text.append("| ")
                    .append(String.join(" | ", row.what(), cell(row.ours()), cell(row.yardstick()), cell(row.ratio())))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
