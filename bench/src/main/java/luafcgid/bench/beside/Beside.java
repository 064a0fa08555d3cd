package luafcgid.bench.beside;

import java.util.List;
import luafcgid.bench.load.LoadResult;

/**
 * Hello alone and in company.
 *
 * @param turns one at least
 */
public record Beside(Company company, Strategy strategy, List<Turn> turns) {
    public Beside {
        turns = List.copyOf(turns);
    }

    /**
     * One turn.
     *
     * @param alone  hello with nobody beside it, just before
     * @param beside hello in company
     * @param count  what the company got meanwhile
     * @param before resident memory of the daemon before the company came, bytes
     * @param during while it is there
     * @param after  two seconds after it has left
     */
    public record Turn(LoadResult alone, LoadResult beside, long count, long before, long during, long after) {
        /** Hello's rate in company as a part of that alone. */
        public double kept() {
            return beside.perSecond() / alone.perSecond();
        }
    }

    /** Errors of hello, and connections of it that were starved. */
    public long failures() {
        return turns.stream()
                .mapToLong(turn -> turn.beside().errors() + turn.beside().starved())
                .sum();
    }
}
