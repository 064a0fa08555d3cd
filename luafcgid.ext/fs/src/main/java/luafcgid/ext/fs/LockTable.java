package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import luafcgid.lua.OpenFile;

/**
 * Who holds which bytes of which file: all states of this process. To the system they are one holder, and Java lets none of its locks
 * overlap, not even two for reading. So this decides among the states, and takes of the system what covers their locks together.
 *
 * <p>One lock guards everything, also while the system is asked, which never waits.
 */
final class LockTable {
    private final Lock guard = new ReentrantLock();
    private final Map<Object, List<Held>> files = new HashMap<>();

    /** Bytes that one open file holds, and what of the system covers them, as far as no other's does. */
    private record Held(OpenFile owner, FileChannel channel, Range range, boolean shared, List<FileLock> system) {
        Held(OpenFile owner, FileChannel channel, Range range, boolean shared) {
            this(owner, channel, range, shared, new ArrayList<>(1));
        }

        Held of(Range part) {
            return new Held(owner, channel, part, shared);
        }

        boolean excludes(OpenFile other, Range asked, boolean forReading) {
            return isAnothers(other) && range.overlaps(asked) && !(shared && forReading);
        }

        @SuppressWarnings("ReferenceEquality") // Two files are two, whatever they say of themselves.
        boolean isAnothers(OpenFile file) {
            return owner != file;
        }

        void release() throws IOException {
            for (FileLock each : system) {
                if (each.isValid()) {
                    each.release();
                }
            }
            system.clear();
        }
    }

    /**
     * Takes a lock, in place of those of the same open file that it overlaps.
     *
     * @param key what identifies the file on its disk
     * @return false when another has one; then nothing has changed
     */
    boolean lock(Object key, OpenFile owner, FileChannel channel, Range range, boolean shared) throws IOException {
        guard.lock();
        try {
            List<Held> all = files.computeIfAbsent(key, ignored -> new ArrayList<>(1));
            return all.stream().noneMatch(held -> held.excludes(owner, range, shared))
                    && replace(all, new Held(owner, channel, range, shared));
        } finally {
            forgetIfEmpty(key);
            guard.unlock();
        }
    }

    private static boolean replace(List<Held> all, Held wanted) throws IOException {
        List<Held> former = remove(all, wanted.owner, wanted.range);
        all.add(wanted);
        boolean covered = false;
        try {
            covered = cover(all, wanted);
            return covered;
        } finally {
            if (covered) {
                keepRest(all, former, wanted.range);
            } else {
                all.remove(wanted);
                wanted.release();
                all.addAll(former);
            }
            coverAll(all);
        }
    }

    /** Gives up bytes, as far as the open file holds them. */
    void unlock(Object key, OpenFile owner, Range range) throws IOException {
        guard.lock();
        try {
            List<Held> all = files.getOrDefault(key, new ArrayList<>(0));
            List<Held> former = remove(all, owner, range);
            keepRest(all, former, range);
            coverAll(all);
            forgetIfEmpty(key);
        } finally {
            guard.unlock();
        }
    }

    /** An open file was closed. With it went, where locks are the process's, what the system had given to others. */
    void closed(Object key, OpenFile owner) throws IOException {
        guard.lock();
        try {
            List<Held> all = files.getOrDefault(key, new ArrayList<>(0));
            if (all.removeIf(held -> !held.isAnothers(owner))) {
                for (Held each : all) {
                    each.release();
                }
                coverAll(all);
                forgetIfEmpty(key);
            }
        } finally {
            guard.unlock();
        }
    }

    private void forgetIfEmpty(Object key) {
        List<Held> all = files.get(key);
        if (all != null && all.isEmpty()) {
            files.remove(key);
        }
    }

    /** Takes out what {@code owner} holds of {@code range}. */
    private static List<Held> remove(List<Held> all, OpenFile owner, Range range) throws IOException {
        List<Held> removed = new ArrayList<>();
        for (Iterator<Held> i = all.iterator(); i.hasNext(); ) {
            Held each = i.next();
            if (!each.isAnothers(owner) && each.range.overlaps(range)) {
                i.remove();
                each.release();
                removed.add(each);
            }
        }
        return removed;
    }

    private static void keepRest(List<Held> all, List<Held> former, Range range) {
        for (Held each : former) {
            each.range.without(range).forEach(rest -> all.add(each.of(rest)));
        }
    }

    /** Another process may have taken what is not covered: nobody can be told of that. */
    private static void coverAll(List<Held> all) throws IOException {
        for (Held each : all) {
            cover(all, each);
        }
    }

    /** Takes of the system what of {@code held} it has not given yet; returns whether that is all now. */
    private static boolean cover(List<Held> all, Held held) throws IOException {
        List<Range> missing = List.of(held.range);
        for (Held each : all) {
            for (FileLock lock : each.system) {
                Range covered = Range.of(lock);
                missing = missing.stream()
                        .flatMap(range -> range.without(covered).stream())
                        .toList();
            }
        }
        for (Range range : missing) {
            try {
                FileLock lock = held.channel.tryLock(range.start(), range.length(), held.shared);
                if (lock == null) {
                    return false;
                }
                held.system.add(lock);
            } catch (OverlappingFileLockException e) {
                // Of somebody who does not ask here.
                return false;
            }
        }
        return true;
    }
}
