package luafcgid.test.web;

import java.util.List;
import luafcgid.test.Jdk;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Tests behind one kind of web server, which is started once for all of them, with a daemon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BehindWebServer implements Subject, Starter {
    /** Above the ten million bytes that are posted, below what is refused. */
    static final int MAXPOST = 16 << 20;

    private final List<Way> ways;
    private Stage stage;

    @Parameter
    Jdk jdk;

    BehindWebServer(Way... ways) {
        this.ways = List.of(ways);
    }

    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        stage = stage(ways, "--set", "luafcgid.daemon.Responder:maxpost=" + MAXPOST);
    }

    @AfterParameterizedClassInvocation
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Override
    public List<Way> ways() {
        return ways;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public Stage stage(List<Way> others, String... options) throws Exception {
        return new Stage(jdk, this, others, options);
    }
}
