package luafcgid.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
    private static final Optional<Path> VAR = Optional.of(Path.of("/v"));

    @Test
    void developmentLogsToTheConsoleAndTheBackgroundToAFile() {
        assertTrue(LogSettings.console("auto", true));
        assertFalse(LogSettings.console("auto", false));
        assertEquals(Optional.empty(), LogSettings.file("auto", true, VAR));
        assertEquals(Optional.of(Path.of("/v/log/luafcgid.log")), LogSettings.file("auto", false, VAR));
    }

    @Test
    void theConfigurationDecidesOtherwise() {
        assertFalse(LogSettings.console("off", true));
        assertTrue(LogSettings.console("on", false));
        assertEquals(Optional.of(Path.of("/l/x.log")), LogSettings.file("/l/x.log", true, VAR));
        assertEquals(Optional.empty(), LogSettings.file("off", false, VAR));
    }

    @Test
    void aWrongValueIsNamedWithWhatIsAllowed() {
        assertEquals("console 'maybe': auto, on or off", message(() -> LogSettings.console("maybe", true)));
        assertEquals("rotate.size 5: at least 1024 bytes", message(() -> settings(5, 1)));
        assertEquals("rotate.count 0: 1 to 1000 files", message(() -> settings(1024, 0)));
    }

    private static LogSettings settings(long size, int count) {
        return new LogSettings(true, Optional.empty(), Level.INFO, Map.of(), size, count);
    }

    private static String message(Runnable wrong) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
    }
}
