package luafcgid.ext.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import luafcgid.lua.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The module {@code multipart}. */
@Timeout(60)
final class MultipartTest {
    private static final String BODY =
            """
            local Multipart = require "multipart"
            local body = ([[
            --edge
            Content-Disposition: form-data; name="a"

            one
            --edge
            Content-Disposition: form-data; name="b"; filename="b.txt"
            Content-Type: text/plain

            two
            --edge
            Content-Disposition: form-data; name="a"

            three
            --edge--
            ]]):gsub("\\r?\\n", "\\r\\n")
            local m = Multipart(body, "multipart/form-data; boundary=edge")
            """;

    @TempDir
    Path root;

    @TempDir
    Path var;

    private Requests requests;

    @BeforeEach
    void open() throws Exception {
        requests = new Requests(root, var);
    }

    @AfterEach
    void close() {
        requests.close();
    }

    private String run(String body) throws Exception {
        return requests.run(BODY + body);
    }

    @Test
    void partsAreFoundByName() throws Exception {
        assertEquals(
                "one two Content-Type: text/plain nil",
                run("return m:get('a').value .. ' ' .. m:get('b').value .. ' ' .. m:get('b').headers[2] .. ' ' .."
                        + " tostring(m:get('c'))"));
        assertEquals(
                "one,three 0", run("return table.concat(m:get_as_array('a'), ',') .. ' ' .. #m:get_as_array('c')"));
        assertEquals(
                "three two one,three two one,three two",
                run(
                        """
                        local all, lists, mixed = m:get_all(), m:get_all_as_arrays(), m:get_all_with_arrays()
                        return all.a .. " " .. all.b .. " " .. table.concat(lists.a, ",") .. " " .. lists.b[1] .. " " ..
                          table.concat(mixed.a, ",") .. " " .. mixed.b
                        """));
    }

    @Test
    void aBodyIsWrittenAsItWasRead() throws Exception {
        assertEquals("true", run("return tostring(m:tostring() == body)"));
    }

    @Test
    void partsAreSetAndDeleted() throws Exception {
        assertEquals(
                """
                --edge
                Content-Disposition: form-data; name="b"; filename="x%22.bin"
                Content-Type: text/x

                2
                --edge
                Content-Disposition: form-data; name="c"

                3
                --edge--
                """
                        .replace("\n", "\r\n"),
                run(
                        "m:delete('a') m:set_simple('b', '2', 'x\".bin', 'text/x') m:set_simple('c', 3) return m:tostring()"));
    }

    @Test
    void whatIsMalformedEndsTheBody() throws Exception {
        assertEquals(
                "one nil",
                run("local n = Multipart.new((body:gsub('name=\"b\"', '')), 'multipart/form-data; boundary=\"edge\"')"
                        + " return n:get('a').value .. ' ' .. tostring(n:get('b'))"));
        assertEquals("nil", run("return tostring(Multipart(nil, nil):get('a'))"));
    }

    @Test
    void withoutABoundaryNothingIsWritten() {
        ScriptException e = assertThrows(ScriptException.class, () -> run("Multipart('', 'text/plain'):tostring()"));
        assertTrue(String.valueOf(e.getMessage()).contains("multipart: the Content-Type had no valid boundary"));
    }
}
