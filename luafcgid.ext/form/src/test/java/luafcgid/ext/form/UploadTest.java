package luafcgid.ext.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import luafcgid.lua.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Files that come with a form. */
@Timeout(60)
final class UploadTest {
    private static final String FORM =
            """
            --edge
            Content-Disposition: form-data; name="title"

            A title
            --edge
            Content-Disposition: form-data; name="file"; filename="../dir/a%22b.txt"
            Content-Type: Text/Plain; charset=UTF-8
            X-More: yes

            line 1
            line 2

            last
            --edge
            Content-Disposition: form-data; name="file"; filename="second.bin"

            2
            --edge
            Content-Disposition: form-data; name="none"; filename=""
            Content-Type: application/octet-stream


            --edge--
            """;

    private static final String READ =
            "local fields, files = assert(form.read(env, con, options)) local file = files.file ";

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
        return requests.parts("local options " + READ + body, FORM);
    }

    /** Where every file goes to the disk. */
    private String onDisk(String body) throws Exception {
        return requests.parts("local options = {memory = 0} " + READ + body, FORM);
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(requests.uploads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(requests.uploads)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFileIsDescribed() throws Exception {
        assertEquals(
                "file|a_b.txt|../dir/a\"b.txt|text/plain|22|yes|Text/Plain; charset=UTF-8|A title",
                run("return table.concat({file.name, file.filename, file.original, file.type, file.size,"
                        + " file.headers['x-more'], file.headers['content-type'], fields.title}, '|')"));
    }

    @Test
    void filesAreFoundByNameAndInTheirOrder() throws Exception {
        assertEquals(
                "2 2 a_b.txt second.bin application/octet-stream nil",
                run(
                        "local all = form.all(files, 'file') return #files .. ' ' .. #all .. ' ' .. files[1].filename .. ' ' .."
                                + " all[2].filename .. ' ' .. files[2].type .. ' ' .. tostring(files.none)"));
        assertEquals(
                "second.bin",
                requests.parts(
                        "local _, files = form.read(env, con, {lists = true}) return files.file[2].filename", FORM));
    }

    @Test
    void aFileIsReadWholeOrPieceByPiece() throws Exception {
        for (String where : new String[] {"local options ", "local options = {memory = 0} "}) {
            assertEquals(
                    "line 1\r\nline 2\r\n\r\nlast",
                    requests.parts(where + READ + "return file:read()", FORM).replace("\n", "\n"));
            assertEquals(
                    "li|ne 1\r|line 2\r\n|\r\n|last|nil|nil||userdata",
                    requests.parts(
                            where + READ
                                    + """
                                    local f = file:open()
                                    local t = {f:read(2), f:read(), f:read("*L"), f:read("L"), f:read("a"),
                                      tostring(f:read(1)), tostring(f:read("l")), f:read("a"), type(f)}
                                    return table.concat(t, "|")
                                    """,
                            FORM));
            assertEquals(
                    "4 line 2\r 26 26",
                    requests.parts(
                            where + READ
                                    + """
                                            local n = 0
                                            for line in file:open():lines() do n = n + 1 end
                                            local f = file:open()
                                            f:seek("set", 8)
                                            return n .. " " .. f:read() .. " " .. f:seek("end") + 4 .. " " .. f:seek() + 4
                                            """,
                            FORM));
        }
    }

    @Test
    void aClosedFileAndAWrongFormatExplainThemselves() {
        assertTrue(error("local f = file:open() f:close() f:read()").contains("attempt to use a closed file"));
        assertTrue(error("file:open():read('*n')").contains("invalid format"));
        assertTrue(error("file.read()").contains("calling 'read' on a nil; write file:read(...), with a colon"));
        assertTrue(error("file:open().read()").contains("calling 'read' on a nil; write f:read(...), with a colon"));
    }

    private String error(String body) {
        return String.valueOf(
                assertThrows(ScriptException.class, () -> run(body)).getMessage());
    }

    @Test
    void aSmallFileTouchesNoDiskUntilItsPathIsAsked() throws Exception {
        assertEquals("nil", run("return tostring(rawget(file, 'path'))"));
        assertFalse(Files.exists(requests.uploads));
        assertEquals(
                "line 1 true",
                run(
                        "local f = io.open(file.path) local line = f:read('*a'):sub(1, 6) f:close()"
                                + " return line .. ' ' .. tostring(file.path == file.path and file:read():find('last') ~= nil)"));
    }

    @Test
    void filesOnTheDiskArePrivateAndGoWithTheirRequest() throws Exception {
        String path = onDisk("return file.path");
        assertTrue(path.startsWith(requests.uploads.toString()), path);
        assertFalse(Files.exists(Path.of(path)));
        assertEquals(List.of(), kept());
        Path folder = Path.of(path).getParent();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(requests.uploads)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        Path copy = requests.site.root.resolve("permissions");
        LuaTable con = Requests.con("", 1);
        con.set("look", new org.luaj.vm2.lib.OneArgFunction() {
            @Override
            public LuaValue call(LuaValue file) {
                try {
                    Files.writeString(
                            copy,
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file.tojstring()))));
                } catch (IOException e) {
                    return error(e.toString());
                }
                return NIL;
            }
        });
        String content = FORM.replace("\n", "\r\n");
        con.set("read", Requests.con(content, 100).get("read"));
        requests.run(
                "local _, files = form.read(env, con, {memory = 0}) con.look(files.file.path) return 1",
                Requests.post("multipart/form-data; boundary=edge", content.length()),
                con);
        assertEquals("rw-------", Files.readString(copy));
    }

    @Test
    void theFolderGoesWithTheBundle() throws Exception {
        onDisk("return 1");
        assertTrue(Files.exists(requests.uploads));
        requests.close();
        assertFalse(Files.exists(requests.uploads));
    }

    @Test
    void whatACrashLeftBehindIsRemovedAndWhatOthersUseIsNot() throws Exception {
        Path crashed = requests.uploads.resolve("1-5-0123abcd");
        Path others = requests.uploads.resolve("kept");
        Files.createDirectories(others);
        Files.createDirectories(crashed);
        Files.writeString(crashed.resolve("upload-1"), "x");
        Files.writeString(others.resolve("upload-1"), "x");
        onDisk("return 1");
        assertFalse(Files.exists(crashed));
        assertTrue(Files.exists(others.resolve("upload-1")));
    }

    @Test
    void aFolderThatCannotBeMadeIsAnAnswer() throws Exception {
        Files.writeString(requests.uploads, "a file");
        String told = requests.parts(
                "local f, why, status = form.read(env, con, {memory = 0}) return status .. ' ' .. why", FORM);
        assertTrue(told.startsWith("500 an uploaded file cannot be kept: "), told);
    }

    @Test
    void aScriptThatFailsLeavesNoFile() throws Exception {
        assertThrows(ScriptException.class, () -> onDisk("error('x')"));
        assertEquals(List.of(), kept());
    }

    @Test
    void aFormThatIsRefusedLeavesNoFile() throws Exception {
        assertEquals(
                "400",
                requests.parts(
                        "local _, _, status = form.read(env, con, {memory = 0}) return status",
                        FORM.replace("edge--", "edge")));
        assertEquals(List.of(), kept());
    }

    @Test
    void aMovedFileStays() throws Exception {
        for (boolean disk : new boolean[] {false, true}) {
            Files.writeString(requests.site.root.resolve("kept.txt"), "before");
            String body = "local ok, why = file:move('kept.txt') return tostring(ok) .. ' ' .. file.path";
            assertEquals("true " + requests.site.root.resolve("kept.txt"), disk ? onDisk(body) : run(body));
            assertEquals("line 1\r\nline 2\r\n\r\nlast", Files.readString(requests.site.root.resolve("kept.txt")));
            Path ordinary = Files.writeString(requests.site.root.resolve("ordinary"), "");
            assertEquals(
                    Files.getPosixFilePermissions(ordinary),
                    Files.getPosixFilePermissions(requests.site.root.resolve("kept.txt")));
        }
        assertEquals(List.of(), kept());
    }

    @Test
    void aMoveThatFailsTellsWhy() throws Exception {
        Files.createDirectory(requests.site.root.resolve("folder"));
        for (String options : new String[] {"local options ", "local options = {memory = 0} "}) {
            assertEquals(
                    "nil no/such/a.txt: No such file or directory",
                    requests.parts(
                            options + READ
                                    + "local ok, why = file:move('no/such/a.txt') return tostring(ok) .. ' ' .. why",
                            FORM));
            assertEquals(
                    "nil folder: is a folder; name a file in it 22",
                    requests.parts(
                            options + READ
                                    + "local ok, why = file:move('folder') return tostring(ok) .. ' ' .. why .. ' ' .. #file:read()",
                            FORM));
        }
    }

    @Test
    void aMovedFileIsNotReadAgain() {
        assertTrue(error("file:move('kept.txt') file:read()").contains("the upload was moved to "));
        assertTrue(error("file:move('kept.txt') file:move('other.txt')").contains("the upload was moved to "));
    }

    @Test
    void aFileKeptForALaterRequestExplainsItself() throws Exception {
        Path script = requests.site.write(
                "keep.lua",
                """
                local form = require "form"
                local kept, handle
                function main(env, con)
                  if kept then
                    return select(2, pcall(kept.read, kept)) .. "|" .. select(2, pcall(handle.read, handle))
                  end
                  local _, files = form.read(env, con)
                  kept = files.file
                  handle = kept:open()
                end
                """);
        String content = FORM.replace("\n", "\r\n");
        LuaTable env = Requests.post("multipart/form-data; boundary=edge", content.length());
        try (var lease = requests.site.claim(script)) {
            lease.state()
                    .call(lease.state().globals().get("main"), LuaValue.varargsOf(env, Requests.con(content, 100)));
        }
        String told = requests.site.run(script);
        assertTrue(told.contains("the upload was deleted when its request ended; file:move keeps it|"), told);
        assertTrue(told.contains("attempt to use a closed file"), told);
    }

    @Test
    void filesAreLimited() throws Exception {
        String reason =
                " local f, why, status = form.read(env, con, options) return tostring(status) .. ' ' .. tostring(why)";
        assertEquals(
                "413 the form has more files than 1 (files)",
                requests.parts("local options = {files = 1}" + reason, FORM));
        assertEquals(
                "413 the file '../dir/a\"b.txt' is larger than 21 bytes (filebytes)",
                requests.parts("local options = {filebytes = 21}" + reason, FORM));
        assertEquals(
                "nil nil",
                requests.parts("local options = {files = 2, filebytes = 22}" + reason, FORM)
                        .replace("table", "nil")
                        .replaceAll("nil: .*", "nil"));
    }

    @Test
    void partsStreamWithoutTouchingTheDisk() throws Exception {
        assertEquals(
                "title A title|file 22 a_b.txt|file 1 second.bin|none 0 file|",
                requests.parts(
                        """
                        local text = ""
                        for part in assert(form.parts(env, con)) do
                          if part.filename then
                            local n = 0
                            for piece in function() return part:read(3) end do
                              assert(#piece <= 3)
                              n = n + #piece
                            end
                            text = text .. part.name .. " " .. n .. " " .. part.filename .. "|"
                          else
                            text = text .. part.name .. " " .. part:value() .. "|"
                          end
                        end
                        return text
                        """,
                        FORM));
        assertFalse(Files.exists(requests.uploads));
    }

    @Test
    void partsThatAreNotReadArePassedOver() throws Exception {
        assertEquals(
                "4", requests.parts("local n = 0 for part in form.parts(env, con) do n = n + 1 end return n", FORM));
    }

    @Test
    void aBadFormOfPartsIsAnErrorWithAStatus() throws Exception {
        String body = "local n = 0 local ok, e = pcall(function() for part in form.parts(env, con, options) do"
                + " n = n + #part:value() end end) return tostring(ok) .. ' ' .. e.status .. ' ' .. tostring(e) .. ' ' .. n";
        assertEquals(
                "false 400 the multipart body ends without its last boundary, '--edge--' 30",
                requests.parts("local options " + body, FORM.replace("edge--", "edge")));
        assertEquals(
                "false 413 a file is larger than 21 bytes (filebytes) 7",
                requests.parts("local options = {filebytes = 21} " + body, FORM));
        assertEquals(
                "false 413 the fields are larger than 6 bytes (fieldbytes) 0",
                requests.parts("local options = {fieldbytes = 6} " + body, FORM));
        assertEquals(
                "nil form.parts takes multipart/form-data, not 'text/plain'; the body was not read 415",
                requests.post(
                        "local f, why, status = form.parts(env, con) return tostring(f) .. ' ' .. why .. ' ' .. status",
                        "text/plain",
                        "a=1"));
    }

    @Test
    void aPartThatIsOverExplainsItself() {
        ScriptException e = assertThrows(
                ScriptException.class,
                () -> requests.parts("local next = form.parts(env, con) local one = next() next() one:read()", FORM));
        assertTrue(
                String.valueOf(e.getMessage()).contains("the part 'title' is over; read it before the loop goes on"));
    }

    @Test
    void cookiesAreHeaderLinesOfTheirOwn() throws Exception {
        assertEquals(
                """
                Set-Cookie: a=1; Path=/; HttpOnly; SameSite=Lax
                Set-Cookie: b=2; Path=/x; Max-Age=60; Secure; SameSite=Strict
                Set-Cookie: a=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax""",
                requests.run(
                        """
                        form.cookie(con, "a", "1")
                        form.cookie(con, "b", "2", {path = "/x", maxage = 60, secure = true, httponly = false, samesite = "strict"})
                        form.delete_cookie(con, "a")
                        return table.concat(con.headers, "\\n")
                        """,
                        new LuaTable(),
                        Requests.con("", 1)));
    }

    @Test
    void cookiesAreReadFirstOnesFirst() throws Exception {
        assertEquals(
                "1 2 2",
                requests.run(
                        "local c = form.cookies(env) return c.a .. ' ' .. c.b .. ' ' .. #form.all(c, 'a')",
                        Requests.env(java.util.Map.of("HTTP_COOKIE", "a=1; b=\"2\"; a=3")),
                        LuaValue.NIL));
    }

    @Test
    void wrongCookiesExplainThemselves() {
        assertTrue(cookieError("'a', 'b c'").contains("cookie 'a': the value has the byte 32 at 2"));
        assertTrue(cookieError("'a', 'b', {max_age = 1}")
                .contains("cookie 'a': the attribute 'max_age' is none of path, domain, maxage"));
        assertTrue(cookieError("'a', 'b', {maxage = 'x'}")
                .contains("cookie: maxage is a number of seconds, not a string"));
    }

    private String cookieError(String arguments) {
        return String.valueOf(assertThrows(
                        ScriptException.class,
                        () -> requests.run("form.cookie(con, " + arguments + ")", new LuaTable(), Requests.con("", 1)))
                .getMessage());
    }
}
