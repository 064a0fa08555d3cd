package luafcgid.daemon.respond;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import luafcgid.daemon.AccelLocation;
import luafcgid.daemon.Convention;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.Stderr;
import luafcgid.daemon.convention.luafcgid.LuafcgidConvention;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.limits.Limits;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;

/** A folder of scripts and what answers for it, without a front. */
public final class Site implements AutoCloseable {
    public final Path root;
    long maxPost = 1000;
    boolean showErrors = true;
    Stderr stderr = Stderr.NONE;
    boolean offload = true;
    List<AccelLocation> accel = List.of();
    Optional<Path> authorizer = Optional.empty();
    Duration watchdog = Duration.ofSeconds(20);
    public Convention convention = new LuafcgidConvention();
    /** Requests so far that counted as errors. */
    public long errors;

    private final ScriptPool pool;

    public Site(Path folder) throws IOException {
        this(folder, false);
    }

    /** @param closed whether scripts may touch files below the folder only */
    Site(Path folder, boolean closed) throws IOException {
        root = Files.createDirectories(folder).toRealPath();
        FilePolicy.Access access = closed ? FilePolicy.Access.ROOT : FilePolicy.Access.OPEN;
        PoolSettings settings = PoolSettings.of(root)
                .withCheck(Duration.ZERO, Duration.ZERO, false)
                .withFiles(new FilePolicy(access, List.of(root), List.of()));
        pool = new ScriptPool(settings, new ExtensionRegistry());
    }

    public ScriptPool pool() {
        return pool;
    }

    public void showErrors(boolean on) {
        showErrors = on;
    }

    /** Other limits for what scripts use. */
    void limits(Limits limits) {
        pool.limits(limits);
    }

    public Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A script whose {@code main} has that body. */
    Path script(String name, String body) throws IOException {
        return write(name, "function main(env, con)\n" + body + "\nend\n");
    }

    public TestRequest request(Path script) {
        return new TestRequest().with("SCRIPT_FILENAME", script.toString()).with("REQUEST_METHOD", "GET");
    }

    public TestResponse answer(TestRequest request) throws IOException {
        TestResponse response = new TestResponse();
        answer(request, response);
        return response;
    }

    void answer(TestRequest request, TestResponse response) throws IOException {
        RequestSettings d = RequestSettings.DEFAULT;
        RequestSettings settings = new RequestSettings(
                d.handler(),
                d.httpStatus(),
                d.contentType(),
                d.headers(),
                d.buffering(),
                maxPost,
                d.maxHeader(),
                showErrors,
                stderr,
                offload,
                accel,
                authorizer);
        ScriptResponder responder =
                new ScriptResponder(pool, (script, params) -> convention, settings, watchdog.toNanos());
        try {
            responder.respond(request, response);
        } finally {
            errors += responder.errors();
        }
    }

    /** What a script with that body answers to an ordinary request. */
    TestResponse run(String body) throws IOException {
        return answer(request(script("run.lua", body)));
    }

    @Override
    public void close() {
        pool.close();
    }
}
