package luafcgid.daemon.worker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that wait, in the order in which they came, but those of requests that compute for long behind the others: a page that has its
 * answer from a database does not queue up behind calculations. Not for several threads at once.
 */
final class JobQueue {
    /** Every so many turns a later one comes before the others, so that it is never forgotten. */
    private static final int LATER_TURN = 8;

    private final Queue<Job> jobs = new ArrayDeque<>();
    private final Queue<Job> later = new ArrayDeque<>();
    private int turn;

    void add(Job job) {
        (job.comesLater() ? later : jobs).add(job);
    }

    /** The next one, or null. */
    @Nullable
    Job poll() {
        turn = (turn + 1) % LATER_TURN;
        boolean first = jobs.isEmpty() || (turn == 0 && !later.isEmpty());
        return (first ? later : jobs).poll();
    }

    /** Takes out the one that has waited longest of those that have not begun yet, if it is such a one. */
    @Nullable
    Job poll(Predicate<Job> which) {
        Job first = jobs.peek();
        return first != null && which.test(first) ? jobs.poll() : null;
    }

    int size() {
        return jobs.size() + later.size();
    }

    boolean isEmpty() {
        return jobs.isEmpty() && later.isEmpty();
    }
}
