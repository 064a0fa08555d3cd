package luafcgid.ext.crypto.zlib;

import java.util.zip.CRC32;

/** Reads the header of a gzip file (RFC 1952), byte by byte. */
final class GzipHeader {
    static final int MAGIC_1 = 0x1f;
    static final int MAGIC_2 = 0x8b;
    static final int DEFLATE = 8;

    private static final int FIXED = 10;
    private static final int CHECKSUM_FLAG = 2;
    private static final int EXTRA_FLAG = 4;
    private static final int NAME_FLAG = 8;
    private static final int COMMENT_FLAG = 16;
    private static final int RESERVED_FLAGS = 0xe0;

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        CHECKSUM,
        DONE
    }

    private final CRC32 checksum = new CRC32();
    private Part part = Part.FIXED;
    /** Bytes of this part so far. */
    private int count;

    private int flags;
    private int extra;
    private int expected;

    boolean isDone() {
        return part == Part.DONE;
    }

    /** Takes the next byte. */
    void take(int next) {
        if (part != Part.CHECKSUM) {
            checksum.update(next);
        }
        int index = count++;
        switch (part) {
            case FIXED -> fixed(index, next);
            case EXTRA_LENGTH -> {
                extra |= next << (8 * index);
                if (index == 1) {
                    enter(extra == 0 ? Part.NAME : Part.EXTRA);
                }
            }
            case EXTRA -> {
                if (count == extra) {
                    enter(Part.NAME);
                }
            }
            case NAME -> {
                if (next == 0) {
                    enter(Part.COMMENT);
                }
            }
            case COMMENT -> {
                if (next == 0) {
                    enter(Part.CHECKSUM);
                }
            }
            case CHECKSUM -> {
                expected |= next << (8 * index);
                if (index == 1) {
                    check(expected == (int) (checksum.getValue() & 0xffff));
                    part = Part.DONE;
                }
            }
            case DONE -> throw new IllegalStateException();
        }
    }

    private void fixed(int index, int next) {
        switch (index) {
            case 0 -> check(next == MAGIC_1);
            case 1 -> check(next == MAGIC_2);
            case 2 -> check(next == DEFLATE);
            case 3 -> {
                flags = next;
                check((flags & RESERVED_FLAGS) == 0);
            }
            case FIXED - 1 -> enter(Part.EXTRA_LENGTH);
            default -> {
                // Time, compression and system say nothing about the data.
            }
        }
    }

    /** Goes on with this part, or with the next that the flags announce. */
    private void enter(Part wanted) {
        count = 0;
        part = wanted;
        if (part == Part.EXTRA_LENGTH && (flags & EXTRA_FLAG) == 0) {
            part = Part.NAME;
        }
        if (part == Part.NAME && (flags & NAME_FLAG) == 0) {
            part = Part.COMMENT;
        }
        if (part == Part.COMMENT && (flags & COMMENT_FLAG) == 0) {
            part = Part.CHECKSUM;
        }
        if (part == Part.CHECKSUM && (flags & CHECKSUM_FLAG) == 0) {
            part = Part.DONE;
        }
    }

    private static void check(boolean valid) {
        if (!valid) {
            throw ZlibError.invalid();
        }
    }
}
