package luafcgid.ext.sqlite;

import java.io.File;
import java.nio.file.Files;
import java.sql.Driver;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite itself: the driver unpacks the one library that fits the platform, once, and loads it from there. */
final class NativeLibrary {
    private static final String FOLDER = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /**
     * @param folder where it is unpacked, made if need be, unless the system property {@code org.sqlite.tmpdir} says otherwise;
     *     null for the temporary folder
     */
    static Driver load(@Nullable File folder) throws Exception {
        if (folder == null || System.getProperty(FOLDER) != null) {
            SQLiteJDBCLoader.initialize();
            return new JDBC();
        }
        Files.createDirectories(folder.toPath());
        // For the whole process: only while it is needed.
        System.setProperty(FOLDER, folder.getPath());
        try {
            SQLiteJDBCLoader.initialize();
        } finally {
            System.clearProperty(FOLDER);
        }
        return new JDBC();
    }
}
