package luafcgid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import luafcgid.bench.load.LoadResult;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static Sample sample(double rate, long errors, int starved) {
        return new Sample(new LoadResult(rate, 1, 2, 3, 4, 100, errors, starved), 10);
    }

    @Test
    void ratiosAreTakenTurnByTurn() {
        Outcome outcome = new Outcome(
                Workload.HELLO_KEPT_8,
                List.of(sample(50, 0, 0), sample(10, 0, 0), sample(90, 0, 0)),
                List.of(sample(100, 0, 0), sample(10, 0, 0), sample(120, 0, 0)));
        assertEquals(new Median(0.5, 0.75, 1), outcome.ratio());
    }

    @Test
    void errorsAddUpAndTheWorstTurnStarves() {
        Outcome outcome = new Outcome(Workload.HELLO_8, List.of(sample(1, 2, 3), sample(1, 4, 1)), List.of());
        assertEquals(6, outcome.errors());
        assertEquals(3, outcome.starved());
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertEquals(new Median(1, 2.5, 4), Median.of(4, 1, 3, 2));
    }
}
