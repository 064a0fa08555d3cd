package luafcgid.test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints what the processes of a test wrote when it fails. */
public final class FailureLog implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private static final int TAIL = 20_000;
    private static final List<Source> SOURCES = new ArrayList<>();

    private record Source(String name, Supplier<String> text, Supplier<Boolean> alive) {}

    /** Has the text printed when a test fails, as long as the process lives and for the test that ends it. */
    public static synchronized void add(String name, Supplier<String> text, Supplier<Boolean> alive) {
        SOURCES.add(new Source(name, text, alive));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        synchronized (FailureLog.class) {
            SOURCES.removeIf(source -> !source.alive.get());
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            return;
        }
        synchronized (FailureLog.class) {
            for (Source source : SOURCES) {
                String text = source.text.get();
                System.out.println("---- " + source.name + ", for " + context.getUniqueId() + "\n"
                        + text.substring(Math.max(0, text.length() - TAIL)) + "----");
            }
        }
    }
}
