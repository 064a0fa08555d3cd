package luafcgid.ext.form;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import luafcgid.ext.form.body.Text;
import luafcgid.ext.form.request.Limits;
import luafcgid.ext.form.upload.UploadFolder;
import luafcgid.lua.Latin1;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.pool.Site;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** Scripts that use {@code form}, and requests for them. */
final class Requests implements AutoCloseable {
    final Site site;
    final Path uploads;
    private final UploadFolder folder;
    private String last = "";

    Requests(Path root, Path var) throws IOException {
        this(root, var, Limits.DEFAULT);
    }

    Requests(Path root, Path var, Limits limits) throws IOException {
        site = new Site(root);
        uploads = var.resolve("upload");
        folder = new UploadFolder(() -> uploads);
        site.extension(new FormExtension(() -> limits, folder), "form", "multipart");
    }

    /** The variables of a request with a body. */
    static LuaTable post(String type, long length) {
        return env(Map.of("REQUEST_METHOD", "POST", "CONTENT_TYPE", type, "CONTENT_LENGTH", Long.toString(length)));
    }

    static LuaTable env(Map<String, String> variables) {
        LuaTable env = new LuaTable();
        variables.forEach((name, value) -> env.set(name, bytes(value)));
        return env;
    }

    static LuaString bytes(String text) {
        return Latin1.encode(text);
    }

    /** A con that yields a body in pieces of a size, and collects headers. */
    static LuaTable con(String body, int piece) {
        byte[] all = body.getBytes(StandardCharsets.ISO_8859_1);
        int[] at = {0};
        return con(most -> {
            int n = Math.min(Math.min(piece, most), all.length - at[0]);
            at[0] += n;
            return n == 0 ? LuaValue.NIL : LuaString.valueOf(all, at[0] - n, n);
        });
    }

    static LuaTable con(Reading reading) {
        LuaTable con = new LuaTable();
        con.set("read", new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs arguments) {
                return reading.read(arguments.checkint(2));
            }
        });
        LuaTable headers = new LuaTable();
        con.set("headers", headers);
        con.set("header", new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs arguments) {
                headers.set(headers.length() + 1, arguments.checkjstring(2) + ": " + arguments.checkjstring(3));
                return NONE;
            }
        });
        return con;
    }

    @FunctionalInterface
    interface Reading {
        Varargs read(int most);
    }

    /** What the body of {@code main(env, con)} returns first, with {@code form} required. */
    String run(String body, LuaTable env, LuaValue con) throws IOException, ScriptException {
        Path script = script(body);
        try (Lease lease = site.claim(script)) {
            return Text.decoded(lease.state()
                    .call(lease.state().globals().get("main"), LuaValue.varargsOf(env, con))
                    .arg1()
                    .tostring()
                    .checkstring());
        }
    }

    /** A script that is as before stays as it is, with its states. */
    private Path script(String body) throws IOException {
        String text = "local form = require 'form'\nfunction main(env, con)\n" + body + "\nend\n";
        if (!text.equals(last)) {
            last = text;
            site.write("request.lua", text);
        }
        return site.root.resolve("request.lua");
    }

    String run(String body) throws IOException, ScriptException {
        return run(body, new LuaTable(), LuaValue.NIL);
    }

    /** What {@code body} returns for a form that is posted. */
    String post(String body, String type, String content) throws IOException, ScriptException {
        return run(body, post(type, content.length()), con(content, 7));
    }

    /** Likewise for a form of parts, whose lines are written with LF and whose boundary is {@code edge}. */
    String parts(String body, String content) throws IOException, ScriptException {
        return post(body, "multipart/form-data; boundary=edge", content.replace("\n", "\r\n"));
    }

    @Override
    public void close() {
        site.close();
        folder.close();
    }
}
