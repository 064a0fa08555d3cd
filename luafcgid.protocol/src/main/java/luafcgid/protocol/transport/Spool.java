package luafcgid.protocol.transport;

import java.nio.file.Path;

/** Where bodies are kept that their readers have not read yet: small ones in memory, larger ones in files. Any thread. */
public final class Spool {
    private final Path folder;
    private final int memory;

    /**
     * @param folder for the files; made when the first is needed
     * @param memory bytes of one body that are kept in memory
     */
    public Spool(Path folder, int memory) {
        this.folder = folder;
        this.memory = memory;
    }

    Path folder() {
        return folder;
    }

    int memory() {
        return memory;
    }
}
