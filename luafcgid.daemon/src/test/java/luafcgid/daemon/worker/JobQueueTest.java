package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JobQueueTest {
    private final JobQueue queue = new JobQueue();

    private record Named(String name, boolean comesLater) implements Job {
        @Override
        public void run() {}

        @Override
        public void requestMove() {}
    }

    private void add(String name, boolean later) {
        queue.add(new Named(name, later));
    }

    private List<String> all() {
        List<String> names = new ArrayList<>();
        for (Job job = queue.poll(); job != null; job = queue.poll()) {
            names.add(((Named) job).name());
        }
        return names;
    }

    @Test
    void whatHasGivenWayComesBehindWhatHasNot() {
        add("long 1", true);
        add("long 2", true);
        add("new 1", false);
        add("new 2", false);
        assertEquals(4, queue.size());
        assertEquals(List.of("new 1", "new 2", "long 1", "long 2"), all());
        assertTrue(queue.isEmpty());
    }

    @Test
    void whatHasGivenWayIsNotForgotten() {
        add("long", true);
        for (int i = 1; i <= 20; i++) {
            add("new " + i, false);
        }
        assertTrue(all().indexOf("long") < 8);
    }

    @Test
    void onlyTheFirstIsTakenOutAndOnlyIfItIsSuchAOne() {
        add("long", true);
        add("first", false);
        add("second", false);
        assertNull(queue.poll(job -> ((Named) job).name().equals("second")));
        assertSame("first", ((Named) queue.poll(job -> true)).name());
        assertEquals(2, queue.size());
    }
}
