package luafcgid.bench.process;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.bench.load.JavaLoad;
import luafcgid.bench.load.LoadGenerator;
import luafcgid.protocol.ListenAddress;

/**
 * Programs in C that others are measured with: {@code hello_fcgi}, an empty responder on libfcgi, and {@code fcgiload}, a load
 * generator.
 *
 * @param sources the folder of their sources
 * @param target  where to compile to
 */
public record Yardstick(Path sources, Path target) {
    /** Where to compile to, from the project's folder. */
    public static final String TARGET = "bench/target/yardstick";

    /** Compiles {@code hello_fcgi}; says why not where that is not possible. */
    public Path responder(Processes processes) throws IOException, InterruptedException {
        return compile(processes, "hello_fcgi", "-lfcgi", "-lpthread");
    }

    /** Compiles {@code fcgiload}. */
    private LoadGenerator load(Processes processes) throws IOException, InterruptedException {
        return new NativeLoad(compile(processes, "fcgiload"), processes);
    }

    /** {@code fcgiload}, or the load generator in Java where that is wanted or there is no other. */
    public LoadGenerator generator(Processes processes, boolean java) throws InterruptedException {
        if (java) {
            return new JavaLoad();
        }
        try {
            return load(processes);
        } catch (IOException e) {
            System.err.println("bench: load comes from Java, since " + e.getMessage());
            return new JavaLoad();
        }
    }

    private Path compile(Processes processes, String name, String... libraries)
            throws IOException, InterruptedException {
        Path source = sources.resolve(name + ".c");
        if (!Files.exists(source)) {
            throw new IOException("there is no " + source.getFileName());
        }
        Files.createDirectories(target);
        Path program = target.resolve(name);
        List<String> command =
                new ArrayList<>(List.of("gcc", "-O2", "-w", "-o", program.toString(), source.toString()));
        command.addAll(List.of(libraries));
        processes.run(60, 0, command);
        return program;
    }

    /** Starts the responder with that many threads on a socket of its own. */
    public static ServerProcess start(Processes processes, Path program, int threads)
            throws IOException, InterruptedException {
        Path socket = processes.path("hello_fcgi-" + threads + ".sock");
        Process process =
                processes.start(new ProcessBuilder(program.toString(), socket.toString(), String.valueOf(threads))
                        .redirectErrorStream(true)
                        .redirectOutput(processes.path("hello_fcgi.out").toFile()));
        ServerProcess server = new ServerProcess(process, new ListenAddress.Unix(socket));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!accepts(server.address())) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                server.close();
                throw new IOException("hello_fcgi does not listen");
            }
            Thread.sleep(5);
        }
        return server;
    }

    private static boolean accepts(ListenAddress address) {
        try (SocketChannel channel = SocketChannel.open(address.socketAddress())) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
