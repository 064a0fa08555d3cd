package luafcgid.bench.micro;

import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What a request pays to have a state and to give it back, when one is idle. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class PoolBenchmark {
    private final LoadedScript script = new LoadedScript();

    @TearDown
    public void close() {
        script.close();
    }

    /** One thread alone. */
    @Benchmark
    @Threads(1)
    public long claim() throws ScriptException {
        return claimAndClose();
    }

    /** Two threads, each with a state of its own in the end. */
    @Benchmark
    @Threads(2)
    public long claimByTwo() throws ScriptException {
        return claimAndClose();
    }

    private long claimAndClose() throws ScriptException {
        try (Lease lease = script.claim()) {
            return lease.state().id();
        }
    }
}
