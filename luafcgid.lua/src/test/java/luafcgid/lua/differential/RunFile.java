package luafcgid.lua.differential;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;

/** Runs a Lua file from the command line: {@code RunFile 5.4 file.lua argument…}, in the file's folder. */
final class RunFile {
    private RunFile() {}

    public static void main(String[] words) throws IOException {
        if (words.length < 2) {
            System.err.println("usage: RunFile 5.1|5.2|5.3|5.4 FILE [ARGUMENT...]");
            System.exit(2);
        }
        Dialect dialect = Arrays.stream(Dialect.values())
                .filter(each -> each.version().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(words[0] + " is none of 5.1, 5.2, 5.3, 5.4"));
        Path file = Path.of(words[1]).toAbsolutePath();
        List<String> arguments = List.of(words).subList(2, words.length);
        int status = 0;
        OutputStream output = new BufferedOutputStream(System.out);
        try (OurLua lua = new OurLua(dialect, file.getRoot())) {
            lua.run(file, arguments, output, Long.MAX_VALUE);
        } catch (ScriptException e) {
            output.flush();
            PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
            errors.println("lua: " + e.getMessage());
            errors.println(e.traceback());
            status = 1;
        }
        output.flush();
        System.exit(status);
    }
}
