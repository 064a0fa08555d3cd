package luafcgid.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a request pays when no state is idle: another one of a loaded script, made and closed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class CloneBenchmark {
    /** States of the script that are in use meanwhile. */
    @Param({"1", "100"})
    public int others;

    private final List<Lease> used = new ArrayList<>();
    private final LoadedScript script = new LoadedScript();

    @Setup
    public void use() throws ScriptException {
        for (int i = 0; i < others; i++) {
            used.add(script.claim());
        }
    }

    @TearDown
    public void close() {
        used.forEach(Lease::close);
        script.close();
    }

    @Benchmark
    public long makeAnother() throws ScriptException {
        try (Lease lease = script.claim()) {
            lease.state().retire("measured");
            return lease.state().id();
        }
    }
}
