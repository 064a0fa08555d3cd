package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The ways in which a script's file changes. */
public enum Edit {
    OVERWRITTEN {
        @Override
        void make(Folder site, String name) throws IOException {
            site.write(name, script("v2"));
        }
    },
    RENAMED_INTO_PLACE {
        @Override
        void make(Folder site, String name) throws IOException {
            site.replace(name, script("v2"));
        }
    },
    SAME_SIZE_IN_THE_SAME_SECOND {
        @Override
        void make(Folder site, String name) throws IOException {
            Path file = site.resolve(name);
            FileTime before = Files.getLastModifiedTime(file);
            long second = before.toInstant().truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
            long other = (before.toMillis() - second + 500) % 1000;
            site.write(name, script("v2"));
            Files.setLastModifiedTime(file, FileTime.fromMillis(second + other));
        }
    },
    SAME_SIZE_AND_TIME {
        @Override
        void make(Folder site, String name) throws IOException {
            FileTime before = Files.getLastModifiedTime(site.resolve(name));
            site.write(name, script("v2"));
            Files.setLastModifiedTime(site.resolve(name), before);
        }
    },
    LINK_TO_THE_SCRIPT_SWITCHED {
        @Override
        void prepare(Folder site, String name) throws IOException {
            Files.createSymbolicLink(site.resolve(name), site.write("releases/1.lua", script("v1")));
        }

        @Override
        void make(Folder site, String name) throws IOException {
            switchLink(site, name, site.write("releases/2.lua", script("v2")));
        }
    },
    LINK_TO_THE_FOLDER_SWITCHED {
        @Override
        void prepare(Folder site, String name) throws IOException {
            site.write("releases/1/script.lua", script("v1"));
            site.write("releases/2/script.lua", script("v2"));
            Files.createSymbolicLink(site.resolve(name), site.resolve("releases/1"));
        }

        @Override
        String path(String name) {
            return "/" + name + "/script.lua";
        }

        @Override
        void make(Folder site, String name) throws IOException {
            switchLink(site, name, site.resolve("releases/2"));
        }
    },
    REQUIRED_MODULE_OVERWRITTEN {
        @Override
        void prepare(Folder site, String name) throws IOException {
            site.write("version.lua", "return 'v1'");
            site.write(name, "local v = require('version')\nfunction main(env, con) con:puts(v .. '/' .. v) end\n");
        }

        @Override
        void make(Folder site, String name) throws IOException {
            site.write("version.lua", "return 'v2'");
        }
    };

    /** What a script of a version answers: one part from its body, one from its handler. */
    public static String answer(String version) {
        return version + "/" + version;
    }

    public static String script(String version) {
        return "local v = '%s'\nfunction main(env, con) con:puts(v .. '/%s') end\n".formatted(version, version);
    }

    /** From the moment on when anybody saw version 2, every request begun later saw it, and no client saw version 1 again. */
    public static void assertSwitched(List<List<Load.Shot>> all) {
        long firstSeen = all.stream()
                .flatMap(List::stream)
                .filter(shot -> shot.body().equals(answer("v2")))
                .mapToLong(Load.Shot::ended)
                .min()
                .orElseThrow();
        for (List<Load.Shot> shots : all) {
            String last = answer("v1");
            for (Load.Shot shot : shots) {
                if (last.equals(answer("v2")) || shot.begun() > firstSeen) {
                    assertEquals(answer("v2"), shot.body(), "after version 2 was seen");
                } else {
                    assertTrue(List.of(answer("v1"), answer("v2")).contains(shot.body()), shot.body());
                }
                last = shot.body();
            }
        }
    }

    private static void switchLink(Folder site, String name, Path target) throws IOException {
        Path next = Files.createSymbolicLink(site.resolve(name + ".next"), target);
        Files.move(next, site.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes version 1. */
    void prepare(Folder site, String name) throws IOException {
        site.write(name, script("v1"));
    }

    /** The script's path below the site. */
    String path(String name) {
        return "/" + name;
    }

    /** Makes version 2. */
    abstract void make(Folder site, String name) throws IOException;
}
