package luafcgid.daemon.log;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Replaces the handlers of the root logger by our own, as long as it is open. */
final class Sinks implements AutoCloseable {
    // The framework's own parts say little at INFO that an operator could use.
    private static final Map<String, Level> QUIET = Map.of("org.apache.felix", Level.WARNING);

    private final Logger root = Logger.getLogger("");
    private final List<Handler> replaced = List.of(root.getHandlers());
    private final List<LineHandler> ours = new ArrayList<>();
    private final Levels levels;

    Sinks(List<? extends LineOutput> outputs, Level level, Map<String, Level> loggers) {
        LineFormatter formatter = new LineFormatter(ZoneId.systemDefault());
        for (LineOutput output : outputs) {
            ours.add(LineHandler.attach(root, output, formatter));
        }
        replaced.forEach(root::removeHandler);
        Map<String, Level> all = new LinkedHashMap<>(QUIET);
        all.putAll(loggers);
        all.put("", level);
        levels = new Levels(all);
    }

    @Override
    public void close() {
        levels.close();
        replaced.forEach(root::addHandler);
        ours.forEach(LineHandler::detach);
    }
}
