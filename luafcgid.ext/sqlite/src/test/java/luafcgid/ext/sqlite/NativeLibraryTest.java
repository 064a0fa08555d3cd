package luafcgid.ext.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {
    @Test
    void oneLibraryIsUnpackedIntoTheFolderThatIsGiven(@TempDir(cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        Driver driver = NativeLibrary.load(folder.resolve("native").toFile());
        assertNull(System.getProperty("org.sqlite.tmpdir"));
        try (Connection connection = driver.connect("jdbc:sqlite::memory:", new Properties());
                ResultSet row = connection.createStatement().executeQuery("select sqlite_version()")) {
            assertTrue(row.getString(1).startsWith("3."), row.getString(1));
        }
        try (Stream<Path> files = Files.list(folder.resolve("native"))) {
            List<String> libraries = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lck"))
                    .toList();
            assertEquals(1, libraries.size(), libraries::toString);
        }
    }
}
