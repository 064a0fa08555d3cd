package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AutoStartTest {
    @Test
    void locationsMayBeQuotedAndLevelsAreThoseOfTheNames() {
        AutoStart read = AutoStart.of(Map.of(
                "felix.auto.install.20", "file:a.jar",
                "felix.auto.start.3", "\"file:/with a space/b.jar\" file:c.jar",
                "felix.auto.deploy.dir", "bundle"));
        assertEquals(
                List.of(
                        new AutoStart.Entry("file:a.jar", 20, false),
                        new AutoStart.Entry("file:/with a space/b.jar", 3, true),
                        new AutoStart.Entry("file:c.jar", 3, true)),
                read.entries());
    }
}
