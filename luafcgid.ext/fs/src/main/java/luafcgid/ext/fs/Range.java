package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Errno;

/**
 * Bytes of a file.
 *
 * @param start the first
 * @param end   the first behind
 */
record Range(long start, long end) {
    /** As {@code fcntl} takes it: a length of 0 reaches to the end, wherever that will be, a negative one lies before the start. */
    static Range of(long start, long length) throws IOException {
        long from = length < 0 ? start + length : start;
        long to = length < 0 ? start : length == 0 ? Long.MAX_VALUE : start + length;
        if (from < 0) {
            throw Errno.EINVAL.exception();
        }
        if (to < 0) {
            throw Errno.EOVERFLOW.exception();
        }
        return new Range(from, to);
    }

    static Range of(FileLock lock) {
        return new Range(lock.position(), lock.position() + lock.size());
    }

    long length() {
        return end - start;
    }

    boolean overlaps(Range other) {
        return start < other.end && other.start < end;
    }

    /** What of this is not in {@code other}. */
    List<Range> without(Range other) {
        List<Range> rest = new ArrayList<>(2);
        if (start < other.start) {
            rest.add(new Range(start, Math.min(end, other.start)));
        }
        if (other.end < end) {
            rest.add(new Range(Math.max(start, other.end), end));
        }
        return rest;
    }
}
