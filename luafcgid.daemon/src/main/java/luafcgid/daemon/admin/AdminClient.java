package luafcgid.daemon.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.jspecify.annotations.Nullable;

/**
 * One client of the admin socket. It sends a line, a command or {@code \1shell COLUMNS ROWS}; it receives the output, a
 * zero byte, the status in decimal and a newline.
 */
final class AdminClient implements Runnable {
    private static final System.Logger LOGGER = System.getLogger("luafcgid.daemon.Admin");
    private static final Pattern SHELL = Pattern.compile("\u0001shell(?: (\\d{1,5}) (\\d{1,5}))?");

    private final CommandProcessor processor;
    private final SocketChannel channel;
    private final Deadline deadline;

    AdminClient(CommandProcessor processor, SocketChannel channel, Deadline deadline) {
        this.processor = processor;
        this.channel = channel;
        this.deadline = deadline;
    }

    @Override
    public void run() {
        try (channel) {
            InputStream in = Channels.newInputStream(channel);
            OutputStream out = Channels.newOutputStream(channel);
            int status = answer(new RequestReader(in), in, out);
            out.write(("\0" + status + "\n").getBytes(StandardCharsets.US_ASCII));
            channel.shutdownOutput();
            skipRest(in);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a client of the admin socket left: {0}", e.toString());
        }
    }

    /** Closing a socket with unread input resets it, and the client might lose the end of its answer. */
    private void skipRest(InputStream in) throws IOException {
        Deadline.Pending pending = deadline.closing(channel);
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } finally {
            pending.inTime();
        }
    }

    private int answer(RequestReader lines, InputStream in, OutputStream out) throws IOException {
        String request;
        Deadline.Pending pending = deadline.closing(channel);
        try {
            request = lines.readLine();
        } catch (RequestReader.LineTooLongException e) {
            out.write(("error: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            return Shell.FAILED;
        } finally {
            pending.inTime();
        }
        try (Shell shell = new Shell(processor, in, out)) {
            if (request == null || request.isBlank()) {
                return Shell.OK;
            }
            Matcher interactive = SHELL.matcher(request);
            if (interactive.matches()) {
                return shell.interact(lines, number(interactive.group(1), 80), number(interactive.group(2), 24));
            }
            return shell.run(request);
        }
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
