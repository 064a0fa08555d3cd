package luafcgid.test.web;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.Processes;
import luafcgid.test.WebServer;

/** A daemon with a listener for each way, and a web server in front of each. */
final class Stage implements AutoCloseable {
    private final Folder site;
    private final Folder files;
    private final Daemon.Start start;
    private final Map<Way, ListenAddress> listeners = new EnumMap<>(Way.class);
    private final Map<Way, WebServer> servers = new EnumMap<>(Way.class);
    private final List<WebServer> all = new ArrayList<>();
    private Daemon daemon;

    /** @param options of the daemon's command line */
    Stage(Jdk jdk, Starter starter, List<Way> ways, String... options) throws Exception {
        site = Site.create();
        files = Folder.create();
        start = Daemon.of(jdk, site.path()).with(options);
        for (Way way : ways) {
            ListenAddress listener = listener(way);
            listeners.put(way, listener);
            start.with("--listen", listener.toString());
        }
        daemon = start.start();
        try {
            for (Way way : ways) {
                servers.put(way, another(way, starter));
            }
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    /** Starts one more web server before the same daemon; it ends with the stage. */
    WebServer another(Way way, Starter starter) throws Exception {
        Folder folder = new Folder(Files.createDirectory(files.resolve("server-" + all.size())));
        WebServer server = starter.start(folder, way, listeners.get(way), site.path());
        all.add(server);
        return server;
    }

    private ListenAddress listener(Way way) throws Exception {
        return ListenAddress.parse(
                way.unix() ? Files.createDirectory(socketFolder(way)) + "/s" : "127.0.0.1:" + WebServer.freePort());
    }

    private Path socketFolder(Way way) {
        return files.resolve(way.toString());
    }

    Folder site() {
        return site;
    }

    Daemon daemon() {
        return daemon;
    }

    WebServer server(Way way) {
        return servers.get(way);
    }

    URI uri(Way way, String target) {
        return server(way).uri(target);
    }

    /** Connections that the daemon has open with the web server of a way. */
    long connections(Way way) throws Exception {
        return listeners.get(way) instanceof ListenAddress.Tcp tcp
                ? Processes.connections(tcp.port())
                : Processes.connectionsBelow(socketFolder(way));
    }

    /** Whether a state of that script runs. */
    boolean runs(String script) throws Exception {
        return daemon.command("shell", "luafcgid:states")
                .out()
                .lines()
                .anyMatch(line -> line.contains("leased") && line.endsWith("/" + script));
    }

    void stopDaemon() throws Exception {
        daemon.close();
    }

    /** Starts it again where it was. */
    void startDaemon() throws Exception {
        daemon = start.start();
    }

    @Override
    public void close() throws Exception {
        List<AutoCloseable> parts = new ArrayList<>(List.of(site, files, daemon));
        parts.addAll(all);
        closeLastFirst(parts);
    }

    private static void closeLastFirst(List<AutoCloseable> parts) throws Exception {
        if (!parts.isEmpty()) {
            try (AutoCloseable first = parts.get(0)) {
                closeLastFirst(parts.subList(1, parts.size()));
            }
        }
    }
}
