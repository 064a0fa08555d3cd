package luafcgid.daemon.exchange;

import java.util.Locale;
import luafcgid.protocol.Params;

/** The web server that sent a request, as far as scripts' answers depend on it. */
enum WebServer {
    /** Its buffer, by default a page of memory, holds the record's header, too. */
    NGINX("nginx", 4096 - 8, "fastcgi_buffer_size is a page of memory, 4k mostly, unless it is set"),
    /** It limits lines, and a block has at least one. */
    APACHE("apache", 8190, "a line of 8190 bytes or more ends in 500; the limit is fixed"),
    HAPROXY("haproxy", 16384 - 1024, "tune.bufsize is 16384, of which tune.maxrewrite is kept free"),
    LIGHTTPD("lighttpd", 65535, "more than 65535 bytes end in 502; the limit is fixed"),
    CADDY("caddy", Integer.MAX_VALUE, ""),
    OTHER("", Integer.MAX_VALUE, "");

    /** The least that any of them takes: smaller blocks need no look at who it is. */
    static final int ANY_TAKES = 4096 - 8;

    private final String name;
    private final int header;
    private final String limit;

    WebServer(String name, int header, String limit) {
        this.name = name;
        this.header = header;
        this.limit = limit;
    }

    /** As SERVER_SOFTWARE tells. */
    static WebServer of(Params params) {
        String software = params.get("SERVER_SOFTWARE", "").toLowerCase(Locale.ROOT);
        for (WebServer each : values()) {
            if (software.startsWith(each.name)) {
                return each;
            }
        }
        return OTHER;
    }

    /** Bytes of a header block that it takes as it is shipped. */
    int header() {
        return header;
    }

    /** What sets that limit. */
    String limit() {
        return limit;
    }

    /** Whether it sends a file that {@code X-Sendfile} names, when it is configured to. */
    boolean takesSendfile() {
        return this == APACHE || this == LIGHTTPD;
    }

    @Override
    public String toString() {
        return name;
    }
}
