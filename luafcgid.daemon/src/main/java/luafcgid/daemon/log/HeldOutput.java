package luafcgid.daemon.log;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Keeps the entries of a start until it has succeeded: one that fails says so in a single line, which must not be lost among
 * those that led to it.
 */
final class HeldOutput implements LineOutput {
    private final LineOutput output;
    private final BooleanSupplier wantedAtEnd;
    private final StringBuilder entries = new StringBuilder();
    private boolean held = true;

    /** @param wantedAtEnd whether entries that are still held are written at the end, or else forgotten */
    HeldOutput(LineOutput output, BooleanSupplier wantedAtEnd) {
        this.output = output;
        this.wantedAtEnd = wantedAtEnd;
    }

    @Override
    public synchronized void write(String entry) throws IOException {
        if (held) {
            entries.append(entry);
        } else {
            output.write(entry);
        }
    }

    /** Writes what was held, and from now on at once. */
    synchronized void release() throws IOException {
        if (held) {
            held = false;
            if (!entries.isEmpty()) {
                output.write(entries.toString());
                entries.setLength(0);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (wantedAtEnd.getAsBoolean()) {
            release();
        }
        output.close();
    }
}
