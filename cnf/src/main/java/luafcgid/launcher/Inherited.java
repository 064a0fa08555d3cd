package luafcgid.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.InheritedSocket;

/**
 * The sockets that whoever started this process had listen already: descriptor 0, as the FastCGI specification has it, or those
 * that systemd counts in {@code LISTEN_FDS}.
 *
 * @param names   the listeners that they become, in the order of the descriptors
 * @param spawned whether a web server or spawn-fcgi passed descriptor 0: there may be several such processes at once
 */
record Inherited(List<ListenAddress.Inherited> sockets, List<String> names, boolean spawned) {
    /** There are none. */
    static final Inherited NOTHING = new Inherited(List.of(), List.of(), false);

    /** The first descriptor that systemd passes: SD_LISTEN_FDS_START. */
    private static final int FIRST = 3;

    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern SEPARATOR = Pattern.compile(":");

    /** What a listener may be called; the names that systemd gives on its own have a dot. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    /** What is at a descriptor. */
    interface Look {
        Optional<InheritedSocket> at(int descriptor) throws IOException;
    }

    Inherited {
        sockets = List.copyOf(sockets);
        names = List.copyOf(names);
    }

    /** What this process was started with. */
    static Inherited here() throws Failure {
        return of(System.getenv(), ProcessHandle.current().pid(), InheritedSocket::at);
    }

    static Inherited of(Map<String, String> environment, long pid, Look look) throws Failure {
        // The variables of another process may have been handed down to this one.
        if (environment.getOrDefault("LISTEN_PID", "").equals(String.valueOf(pid))) {
            try {
                return activated(environment, look);
            } catch (IOException e) {
                throw new Failure(Exit.UNAVAILABLE, String.valueOf(e.getMessage()));
            }
        }
        return listensOnInput(look)
                ? new Inherited(List.of(new ListenAddress.Inherited(0)), List.of(name(0)), true)
                : NOTHING;
    }

    private static boolean listensOnInput(Look look) {
        try {
            return look.at(0).isPresent();
        } catch (IOException e) {
            // A Java that cannot tell: nobody said that there is a socket.
            return false;
        }
    }

    private static Inherited activated(Map<String, String> environment, Look look) throws Failure, IOException {
        String count = environment.getOrDefault("LISTEN_FDS", "");
        if (!COUNT.matcher(count).matches()) {
            throw new Failure(
                    Exit.UNAVAILABLE,
                    "LISTEN_FDS='" + count
                            + "' is not a number of sockets; start luafcgid by a socket unit, or without it");
        }
        List<String> given = SEPARATOR
                .splitAsStream(environment.getOrDefault("LISTEN_FDNAMES", ""))
                .toList();
        List<ListenAddress.Inherited> sockets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(count); i++) {
            int descriptor = FIRST + i;
            if (look.at(descriptor).isEmpty()) {
                throw new Failure(
                        Exit.UNAVAILABLE,
                        "descriptor " + descriptor + " of LISTEN_FDS=" + count
                                + " is no stream socket that listens; use ListenStream and Accept=no in the socket unit");
            }
            sockets.add(new ListenAddress.Inherited(descriptor));
            names.add(i < given.size() && isName(given.get(i), given) ? given.get(i) : name(i));
        }
        return new Inherited(sockets, names, false);
    }

    private static boolean isName(String name, List<String> all) {
        return NAME.matcher(name).matches() && !name.equals("unknown") && Collections.frequency(all, name) == 1;
    }

    /** The name of the n-th listener that has none of its own; the first takes the place of the default one. */
    static String name(int n) {
        return n == 0 ? "main" : "listen" + (n + 1);
    }

    /** The settings that make them listeners. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            settings.add(Setting.listener(names.get(i), sockets.get(i)));
        }
        return settings;
    }

    boolean isEmpty() {
        return sockets.isEmpty();
    }
}
