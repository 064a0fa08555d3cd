package luafcgid.lua.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import luafcgid.lua.Lease;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code io} reads for a request. */
final class StandardInputTest {
    @TempDir
    Path folder;

    private static String run(Lease lease, String input) throws Exception {
        lease.state().input(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)));
        return Site.call(lease);
    }

    @Test
    void isWhatWasGivenUntilTheLeaseEnds() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua", "function main() return tostring(io.read('*l')) .. ',' .. tostring(io.stdin:read(2)) end");
            try (Lease lease = site.claim(script)) {
                assertEquals("one,tw", run(lease, "one\ntwo"));
            }
            // Nothing is left of what was read ahead.
            assertEquals("nil,nil", site.run(script));
            try (Lease lease = site.claim(script)) {
                assertEquals("three,nil", run(lease, "three"));
                assertEquals("four,fi", run(lease, "four\nfive"));
            }
        }
    }

    @Test
    void defaultFilesAreTheStandardOnesAgain() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    """
                    function main()
                      local same = io.input() == io.stdin and io.output() == io.stdout
                      io.input('a.lua') io.output('out')
                      return tostring(same)
                    end""");
            try (Lease lease = site.claim(script)) {
                assertEquals("true", run(lease, ""));
                assertEquals("true", run(lease, ""));
                assertEquals("false", Site.call(lease));
            }
        }
    }
}
