package luafcgid.lua.generator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import luafcgid.lua.differential.OurLua;

/** Many programs in one file, run by C Lua in one process or by us in one state. What each of them prints is kept apart. */
final class Batch {
    /**
     * A program that raises too many ticks is ended by an error, which it may catch; so is every other one that goes on. So few that C
     * Lua, which lets 200 calls of C functions nest, allows the recursion.
     */
    private static final String RUNNER =
            """
            local raw, select, type, tostring, gsub, find = rawget, select, type, tostring, string.gsub, string.find
            local load, pcall, concat, error, sub = loadstring or load, pcall, table.concat, error, string.sub
            local fuel
            function tick()
              fuel = fuel - 1
              if fuel < 0 then error("out of fuel", 0) end
            end
            function cut(s)
              return type(s) == "string" and sub(s, 1, 40) or s
            end
            local function one(v, deep)
              if v ~= v and type(v) == "number" then return "nan" end
              if type(v) == "string" then return (gsub(sub(v, 1, 200), "%z", "\\\\0")) end
              if type(v) ~= "table" then return type(v) == "function" and "function" or type(v) == "thread" and "thread" or tostring(v) end
              if deep then return "table" end
              local fields = {}
              for _, k in ipairs{1, 2, 3, 4, "x", "y", "z"} do fields[#fields + 1] = one(raw(v, k), true) end
              return "{" .. concat(fields, " ") .. "}"
            end
            -- Without the address, of which programs could show a part.
            function _G.tostring(v)
              local text = tostring(v)
              return type(v) ~= "string" and find(text, "^%a+: ") and type(v) .. ": 0x" or text
            end
            function show(...)
              local texts = {}
              for i = 1, select("#", ...) do texts[i] = one((select(i, ...))) end
              return concat(texts, " ")
            end
            zero, minus = #"", -#""
            local write, show, tick, cut, all, pairs = io.write, show, tick, cut, _G, pairs
            local known = {g1 = true, g2 = true, g3 = true}
            for name in pairs(all) do known[name] = true end
            for i = 1, #programs do
              for name in pairs(all) do
                if not known[name] then all[name] = nil end
              end
              g1, g2, g3, fuel = 1, "g", {1, 2}, 60
              write("\\n\\1", i, "\\n")
              local chunk, message = load(programs[i], "=p")
              if chunk then
                write(show(pcall(chunk, 1, "two", 3.5)))
              else
                write("syntax ", message)
              end
            end
            write("\\n\\1end\\n")
            """;

    /** Whether what is not a number has a sign depends on the processor's instruction; with it the spaces do that formats add. */
    private static final Pattern NAN = Pattern.compile(" *-?\\bnan *", Pattern.CASE_INSENSITIVE);

    private static final Pattern ADDRESS =
            Pattern.compile("(?<=: )0x[0-9a-f]*|[0-9a-f]*x0(?= :)", Pattern.CASE_INSENSITIVE);
    /** Some hundred times what a batch takes. */
    private static final long SECONDS = 20;

    private final Path file;
    private final int count;

    Batch(Path folder, List<String> programs) throws IOException {
        file = folder.resolve("programs.lua");
        count = programs.size();
        StringBuilder text = new StringBuilder("local programs = {\n");
        for (String program : programs) {
            text.append("[====[\n").append(program).append("]====],\n");
        }
        text.append("}\n").append(RUNNER);
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    /** What C Lua prints. */
    List<String> inC(Dialect dialect) throws IOException, InterruptedException {
        Path output = file.resolveSibling("c.out");
        Process process = new ProcessBuilder("lua" + dialect.version(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("lua" + dialect.version() + " did not end within " + SECONDS + " seconds");
        }
        return split(Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    /** What we print. */
    List<String> inOurs(OurLua ours) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String end = "";
        try {
            ours.run(file, List.of(), output, System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS));
        } catch (ScriptException | RuntimeException e) {
            end = "\nended by " + e;
        }
        return split(output.toString(StandardCharsets.ISO_8859_1) + end);
    }

    /** A text for each program, fewer where one of them ended the script. */
    private List<String> split(String output) {
        String plain = ADDRESS.matcher(NAN.matcher(output).replaceAll("nan")).replaceAll("0x");
        String[] parts = plain.split("\n\1", -1);
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < parts.length && texts.size() < count; i++) {
            texts.add(parts[i]);
        }
        return texts;
    }
}
