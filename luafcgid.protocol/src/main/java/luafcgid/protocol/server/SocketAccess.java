package luafcgid.protocol.server;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a Unix socket: the mode of its file, and its owner and group where they are not those of this process.
 *
 * @param mode  octal, as in {@code 0660}
 * @param owner a user's name or number, or empty
 * @param group a group's name or number, or empty
 */
public record SocketAccess(String mode, String owner, String group) {
    /** Of a daemon and a web server that share a group. */
    public static final SocketAccess DEFAULT = new SocketAccess("0660", "", "");

    /** @throws IllegalArgumentException when the mode is none */
    public SocketAccess {
        if (!mode.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException("mode=" + mode + " is not an octal mode such as 0660");
        }
    }

    private Set<PosixFilePermission> permissions() {
        int bits = Integer.parseInt(mode, 8);
        StringBuilder text = new StringBuilder();
        for (int i = 8; i >= 0; i--) {
            text.append((bits >> i & 1) == 0 ? '-' : "xwr".charAt(i % 3));
        }
        return PosixFilePermissions.fromString(text.toString());
    }

    /** Whether every user of the machine may connect, for which the right to write is what counts. */
    boolean isForEverybody() {
        return permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    /**
     * Sets all three on a socket's file, which meanwhile is never open to more than it was or will be.
     *
     * @throws IOException with the setting that cannot be had and the remedy; all is as it was then
     */
    void apply(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
        Optional<UserPrincipal> newOwner = find("owner", owner, names::lookupPrincipalByName);
        Optional<GroupPrincipal> newGroup = find("group", group, names::lookupPrincipalByGroupName);
        Set<PosixFilePermission> before = view.readAttributes().permissions();
        Set<PosixFilePermission> both = EnumSet.noneOf(PosixFilePermission.class);
        both.addAll(permissions());
        both.retainAll(before);
        view.setPermissions(both);
        try {
            if (newGroup.isPresent()) {
                give(
                        "group",
                        group,
                        "luafcgid has to run as root or as a member of it",
                        () -> view.setGroup(newGroup.get()));
            }
            if (newOwner.isPresent()) {
                give("owner", owner, "luafcgid has to run as root for that", () -> view.setOwner(newOwner.get()));
            }
        } catch (IOException e) {
            view.setPermissions(before);
            throw e;
        }
        view.setPermissions(permissions());
    }

    private interface Lookup<P> {
        P find(String name) throws IOException;
    }

    private static <P> Optional<P> find(String key, String name, Lookup<P> lookup) throws IOException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(lookup.find(name));
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException(
                    key + "=" + name + " is not known on this machine; correct it, write its number or leave it out",
                    e);
        }
    }

    private interface Change {
        void run() throws IOException;
    }

    private static void give(String key, String name, String remedy, Change change) throws IOException {
        try {
            change.run();
        } catch (FileSystemException e) {
            @Nullable String reason = e.getReason();
            throw new IOException(
                    key + "=" + name + " is not permitted (" + (reason == null ? "access denied" : reason) + "): "
                            + remedy,
                    e);
        }
    }
}
