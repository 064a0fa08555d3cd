package luafcgid.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads commands from the terminal, with history and completion, and has the daemon execute them one by one. */
final class InteractiveShell {
    private final AdminClient client;

    InteractiveShell(AdminClient client) {
        this.client = client;
    }

    int run() throws Failure, IOException {
        List<String> commands = commands();
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("luafcgid")
                    .completer(new StringsCompleter(commands))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .variable(LineReader.HISTORY_FILE, client.var().path().resolve("shell_history"))
                    .build();
            // Commands from a file or a pipe are not asked for.
            String prompt = terminal.getType().startsWith(Terminal.TYPE_DUMB) ? "" : "luafcgid> ";
            int status = Exit.OK;
            while (true) {
                String line;
                try {
                    line = reader.readLine(prompt).strip();
                } catch (UserInterruptException e) {
                    continue;
                } catch (EndOfFileException e) {
                    return status;
                }
                if (line.equals("exit") || line.equals("quit")) {
                    return status;
                }
                if (!line.isEmpty()) {
                    status = client.execute(line, terminal.output());
                    terminal.flush();
                }
            }
        }
    }

    /** The commands there are; asking for them also tells at once when nothing runs. */
    private List<String> commands() throws Failure, IOException {
        ByteArrayOutputStream help = new ByteArrayOutputStream();
        client.execute("felix:help", help);
        return help.toString(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[\\w.-]+:[\\w.-]+"))
                .toList();
    }
}
