package luafcgid.daemon.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import luafcgid.daemon.log.Lines;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Runs Gogo commands for one client. */
final class Shell implements AutoCloseable {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int NOT_FOUND = 127;

    private static final String PROMPT = "luafcgid> ";

    private final CommandSession session;
    private final PrintStream out;

    Shell(CommandProcessor processor, InputStream in, OutputStream out) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        session = processor.createSession(in, this.out, this.out);
        // Of two commands with one name, ours: felix:stop would stop a bundle.
        session.put("SCOPE", "luafcgid:*");
    }

    /** Runs a command, printing what it returns; an error is one line. */
    int run(String command) {
        try {
            Object result = session.execute(command);
            if (result != null) {
                print(session.format(result, Converter.INSPECT).toString());
            }
            return OK;
        } catch (CommandNotFoundException e) {
            print("unknown command '" + Lines.escape(e.getCommand()) + "'; help lists all");
            return NOT_FOUND;
            // Whatever a command throws is its client's to read, and ends nothing else.
        } catch (Exception | LinkageError | StackOverflowError e) {
            print("error: " + Lines.escape(e.getMessage() == null ? e.toString() : e.getMessage()));
            return FAILED;
        } finally {
            out.flush();
        }
    }

    /** Reads commands and runs them until {@code exit} or the end of input. */
    int interact(RequestReader lines, int columns, int rows) throws IOException {
        session.put("COLUMNS", columns);
        session.put("LINES", rows);
        int status = OK;
        while (true) {
            out.print(PROMPT);
            out.flush();
            String line = lines.readLine();
            if (line == null || line.strip().equals("exit") || line.strip().equals("quit")) {
                return status;
            }
            if (!line.isBlank()) {
                status = run(line);
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private void print(String text) {
        out.print(text.endsWith("\n") ? text : text + "\n");
    }
}
