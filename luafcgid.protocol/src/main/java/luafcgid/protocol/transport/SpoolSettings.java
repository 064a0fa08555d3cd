package luafcgid.protocol.transport;

import java.nio.file.Path;

/**
 * What bodies may take up that their readers have not read yet.
 *
 * @param folder where their files are; made, for its owner only, when the first is needed
 * @param memory bytes of one body that are kept in memory, before what is held of it goes to a file; 0 or more
 * @param total  bytes of all bodies together that are kept in memory. Beyond it a body keeps 16 KB at most; beyond twice as much
 *     nothing, and its connection is not read until that is written. At least {@code memory}
 * @param body   bytes that one body may have at all; 1 or more
 * @param disk   bytes that the files of all bodies may have together; 0 or more
 */
public record SpoolSettings(Path folder, int memory, long total, long body, long disk) {
    /** Uploads of forms and API calls stay below it, and a thousand slow ones below {@link #TOTAL} times four. */
    public static final int MEMORY = 256 << 10;
    /** A quarter of what a small machine's JVM has. */
    public static final long TOTAL = 64L << 20;
    /** As long as what browsers' users upload in practice; whoever takes films sets it. */
    public static final long BODY = 1L << 30;
    /** Sixteen of the longest: enough for every honest use, and not the whole of a usual disk. */
    public static final long DISK = 16L << 30;

    /** @throws IllegalArgumentException naming the key, the value and what is allowed */
    public SpoolSettings {
        atLeast("memory", memory, 0);
        atLeast("total", total, memory);
        atLeast("body", body, 1);
        atLeast("disk", disk, 0);
    }

    /** The usual settings. */
    public static SpoolSettings in(Path folder) {
        return new SpoolSettings(folder, MEMORY, TOTAL, BODY, DISK);
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "luafcgid.protocol.Spool: " + key + "=" + value + " is not " + least + " or more bytes");
        }
    }
}
