package luafcgid.protocol.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps thousands of provoked warnings from the console; errors still get there, and other handlers get all. */
final class QuietConsole implements BeforeAllCallback, AfterAllCallback {
    private static final Logger ROOT = Logger.getLogger("");

    private final Map<Handler, Level> before = new HashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        for (Handler handler : ROOT.getHandlers()) {
            before.put(handler, handler.getLevel());
            handler.setLevel(Level.SEVERE);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        before.forEach(Handler::setLevel);
    }
}
