package luafcgid.daemon.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IdleHeapTest {
    private static final long LARGE = 10 * IdleHeap.SMALL;

    private long size = LARGE;
    private long left = IdleHeap.SMALL;
    private int collections;
    private final IdleHeap heap = new IdleHeap(() -> size, this::collect);

    private void collect() {
        collections++;
        size = Math.max(left, size / 4);
    }

    @Test
    void whatIsFreeGoesBackWhenNothingHappens() {
        heap.look(false, 7);
        assertEquals(0, collections);
        heap.look(false, 7);
        assertEquals(IdleHeap.SMALL, size);
    }

    @Test
    void noRequestMeetsACollection() {
        for (int i = 0; i < 10; i++) {
            heap.look(false, i);
        }
        assertEquals(0, collections);
    }

    @Test
    void noRequestThatTakesLongMeetsOne() {
        heap.look(true, 7);
        heap.look(true, 7);
        assertEquals(0, collections);
        heap.look(false, 7);
        assertEquals(IdleHeap.SMALL, size);
    }

    @Test
    void aSmallHeapIsLeftAlone() {
        size = IdleHeap.SMALL;
        heap.look(false, 7);
        heap.look(false, 7);
        assertEquals(0, collections);
    }

    @Test
    void whatIsInUseIsNotCollectedAgainAndAgain() {
        left = LARGE;
        for (int i = 0; i < 10; i++) {
            heap.look(false, 7);
        }
        assertEquals(1, collections);
        size = 2 * LARGE + 1;
        heap.look(false, 7);
        assertEquals(LARGE, size);
    }

    @Test
    void whatWasInUseIsLookedAtNowAndThen() {
        left = LARGE;
        heap.look(false, 7);
        heap.look(false, 7);
        left = IdleHeap.SMALL;
        int looks = 0;
        while (size > IdleHeap.SMALL && looks < 1000) {
            heap.look(false, 7);
            looks++;
        }
        assertEquals(64, looks, 2);
    }
}
