package luafcgid.bench.process;

import java.io.IOException;
import java.time.Duration;
import luafcgid.protocol.ListenAddress;

/** A FastCGI server that was started for this. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final ListenAddress address;

    ServerProcess(Process process, ListenAddress address) {
        this.process = process;
        this.address = address;
    }

    public ListenAddress address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /** Processor time used so far. */
    public Duration cpu() throws IOException {
        return ProcessStat.cpu(process.pid());
    }

    /** Resident memory, bytes. */
    public long resident() throws IOException {
        return ProcessStat.resident(process.pid());
    }

    @Override
    public void close() {
        Processes.stop(process);
    }
}
