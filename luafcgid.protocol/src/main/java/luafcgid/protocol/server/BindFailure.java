package luafcgid.protocol.server;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import luafcgid.protocol.ListenAddress;

/** Words for what happens when an address cannot be listened on. */
final class BindFailure {
    private BindFailure() {}

    static String explain(ListenAddress address, Exception e) {
        return "cannot listen on " + address + ": " + reason(address, e);
    }

    private static String reason(ListenAddress address, Exception e) {
        // Netty throws the I/O exceptions of bind without declaring them.
        if (e instanceof BindException || (e instanceof IOException && address instanceof ListenAddress.Tcp)) {
            String message = String.valueOf(e.getMessage());
            return message.contains("in use") ? UnixSocketFile.IN_USE : message;
        }
        if (e instanceof UnresolvedAddressException) {
            return "the host's name is not known";
        }
        if (e instanceof FileSystemException file) {
            return reason(file);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** These exceptions say what went wrong by their class, and only the file's name by their message. */
    private static String reason(FileSystemException e) {
        String reason = e.getReason();
        String what = e instanceof AccessDeniedException
                ? "may not be accessed"
                : e instanceof FileAlreadyExistsException
                        ? "exists already"
                        : reason == null ? "fails with " + e.getClass().getSimpleName() : "fails: " + reason;
        return e.getFile() + " " + what + "; choose another path";
    }
}
