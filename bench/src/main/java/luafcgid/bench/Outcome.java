package luafcgid.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * All turns of one workload.
 *
 * @param yardstick as many as of the daemon, or none where there is no yardstick
 */
record Outcome(Workload workload, List<Sample> daemon, List<Sample> yardstick) {
    Outcome {
        daemon = List.copyOf(daemon);
        yardstick = List.copyOf(yardstick);
    }

    /** The daemon's rate as a part of the yardstick's, turn by turn. */
    Median ratio() {
        return Median.of(IntStream.range(0, yardstick.size())
                .mapToDouble(turn -> daemon.get(turn).load().perSecond()
                        / yardstick.get(turn).load().perSecond())
                .toArray());
    }

    long errors() {
        return daemon.stream().mapToLong(sample -> sample.load().errors()).sum();
    }

    /** Connections without any answer, in the worst turn. */
    int starved() {
        return daemon.stream().mapToInt(sample -> sample.load().starved()).max().orElse(0);
    }
}
