package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The names in a folder, read some at a time: a script that leaves its loop over a small folder leaves nothing open. */
final class Directory extends Opening {
    private static final int AHEAD = 256;

    private final DirectoryStream<Path> stream;
    private final Iterator<Path> entries;
    private final Deque<String> names = new ArrayDeque<>();
    private boolean reading = true;
    private boolean closed;

    /** Opens a folder. */
    @SuppressWarnings("StreamResourceLeak") // It is open until the script is done with it.
    Directory(Path folder) throws IOException {
        stream = Files.newDirectoryStream(folder);
        entries = stream.iterator();
        names.add(".");
        names.add("..");
        readAhead();
    }

    private void readAhead() throws IOException {
        try {
            while (reading && names.size() < AHEAD) {
                if (!entries.hasNext()) {
                    stopReading();
                } else {
                    names.add(String.valueOf(entries.next().getFileName()));
                }
            }
        } catch (DirectoryIteratorException e) {
            stopReading();
            throw e.getCause();
        }
    }

    private void stopReading() throws IOException {
        reading = false;
        stream.close();
    }

    /** Whether the next name takes the system. */
    boolean mayBlock() {
        return reading && names.isEmpty();
    }

    boolean isReading() {
        return reading;
    }

    boolean isClosed() {
        return closed;
    }

    /** The next name; null at the end, where this closes. */
    @Nullable
    String next() throws IOException {
        if (names.isEmpty()) {
            readAhead();
        }
        String name = names.poll();
        if (name == null) {
            closed = true;
        }
        return name;
    }

    @Override
    void close() throws IOException {
        closed = true;
        names.clear();
        if (reading) {
            stopReading();
        }
    }
}
