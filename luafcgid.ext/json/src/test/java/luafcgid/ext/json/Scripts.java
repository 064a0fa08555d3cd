package luafcgid.ext.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.lua.ScriptException;
import luafcgid.lua.pool.Site;

/** A folder for scripts that have {@code cjson} and, to show values on one line, {@code show}. */
final class Scripts implements AutoCloseable {
    /** Strings as in Lua, tables with their keys in order; errors as {@code error: message}. */
    private static final String PROLOGUE =
            """
            local cjson, safe = require "cjson", require "cjson.safe"
            local function show(v)
              if v == cjson.null then return "null" end
              if type(v) == "string" then return (("%q"):format(v):gsub("\\\\\\n", "\\\\n")) end
              if type(v) ~= "table" then return tostring(v) end
              local keys, out = {}, {}
              for k in pairs(v) do keys[#keys + 1] = k end
              table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
              for i, k in ipairs(keys) do out[i] = "[" .. show(k) .. "]=" .. show(v[k]) end
              return "{" .. table.concat(out, ",") .. "}"
            end
            local function try(f, ...)
              local ok, r = pcall(f, ...)
              return ok and r or "error: " .. tostring(r)
            end
            """;

    final Site site;
    private final Path folder;
    private int evaluated;

    Scripts() throws IOException {
        folder = Files.createTempDirectory("json");
        site = new Site(folder);
        site.extension(new Json(), "cjson", "cjson.safe");
    }

    Path write(String name, String body) throws IOException {
        return site.write(name, PROLOGUE.replace("\n", " ") + "function main()\n" + body + "\nend\n");
    }

    /** What the body of a function returns, in a state of its own. */
    String eval(String body) throws IOException, ScriptException {
        return site.run(write(++evaluated + "/eval.lua", body));
    }

    /** What encoding an expression gives, or the error. */
    String encode(String expression) throws IOException, ScriptException {
        return eval("return try(cjson.encode, " + expression + ")");
    }

    /** What decoding a document gives, as Lua shows it, or the error. */
    String decode(String document) throws IOException, ScriptException {
        Files.writeString(site.root.resolve("document"), document);
        return eval("local f = io.open('../document', 'rb') local text = f:read('*a') f:close() "
                + "local ok, r = pcall(cjson.decode, text) return ok and show(r) or 'error: ' .. r");
    }

    @Override
    public void close() throws IOException {
        site.close();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
