package luafcgid.daemon.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

/** Where the log goes and how much of it, validated. */
record LogSettings(
        boolean console,
        Optional<Path> file,
        Level level,
        Map<String, Level> levels,
        long rotateSize,
        int rotateCount) {

    LogSettings {
        if (rotateSize < 1024) {
            throw new IllegalArgumentException("rotate.size " + rotateSize + ": at least 1024 bytes");
        }
        if (rotateCount < 1 || rotateCount > 1000) {
            throw new IllegalArgumentException("rotate.count " + rotateCount + ": 1 to 1000 files");
        }
    }

    /** What {@code console} says: {@code auto} means in development only. */
    static boolean console(String value, boolean development) {
        return switch (value) {
            case "auto" -> development;
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("console '" + value + "': auto, on or off");
        };
    }

    /** What {@code file} says: {@code auto} means a file in the folder {@code var}, but none in development. */
    static Optional<Path> file(String value, boolean development, Optional<Path> var) {
        return switch (value) {
            case "auto" -> development ? Optional.empty() : var.map(folder -> folder.resolve("log/luafcgid.log"));
            case "off", "" -> Optional.empty();
            default -> Optional.of(Path.of(value));
        };
    }

    /** Opens what is written to. */
    List<LineOutput> outputs() throws IOException {
        List<LineOutput> outputs = new ArrayList<>();
        if (console) {
            outputs.add(Console.standardError());
        }
        if (file.isPresent()) {
            try {
                outputs.add(new RotatingFile(file.get(), rotateSize, rotateCount));
            } catch (IOException e) {
                throw new IOException("file " + file.get() + ": the log cannot be written there (" + e + ")", e);
            }
        }
        return outputs;
    }

    Sinks open(List<LineOutput> outputs) {
        return new Sinks(outputs, level, levels);
    }
}
