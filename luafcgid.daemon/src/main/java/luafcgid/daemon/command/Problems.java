package luafcgid.daemon.command;

import java.io.PrintStream;

/** Mistakes found, each shown in a line when it is found. */
final class Problems {
    private final PrintStream out;
    private int count;

    Problems(PrintStream out) {
        this.out = out;
    }

    void add(String problem) {
        count++;
        out.println(problem);
    }

    int count() {
        return count;
    }

    @Override
    public String toString() {
        return switch (count) {
            case 0 -> "no mistakes found";
            case 1 -> "1 mistake found";
            default -> count + " mistakes found";
        };
    }
}
