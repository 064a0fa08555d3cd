package luafcgid.daemon.log;

import java.io.IOException;

/** Where formatted entries go. Called by one thread at a time. */
interface LineOutput {
    /** Writes a whole entry, visible to a reader when this returns. */
    void write(String entry) throws IOException;

    void close() throws IOException;
}
