package luafcgid.bench.library;

import java.util.List;

/** Measures one library. */
public interface LibraryBenchmark {
    /** As {@code --only} names it. */
    String name();

    /**
     * Measures, in turns with the yardstick where there is one.
     *
     * @param turns of each side; figures are medians over them
     * @throws Exception when something that is measured fails: a figure of a failure would be none
     */
    List<Row> measure(int turns) throws Exception;

    /**
     * A line of the table.
     *
     * @param what      is measured, with its unit
     * @param ours      the median, and in parentheses the lowest and highest turn
     * @param yardstick the same of what it is compared with, and what that is; empty for none
     * @param ratio     of the two, so that more is better for us; empty for none
     */
    record Row(String what, String ours, String yardstick, String ratio) {}
}
