package luafcgid.daemon.convention.luafcgid2;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import luafcgid.daemon.session.Client;
import luafcgid.daemon.session.Session;
import luafcgid.daemon.session.SessionException;
import luafcgid.daemon.session.SessionStore;
import luafcgid.daemon.session.SessionValue;
import luafcgid.protocol.Params;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request: looked for when a script first asks for it. Other requests may change it at any moment; no change of theirs
 * is lost.
 */
final class RequestSession {
    private final Facilities facilities;
    private final Params params;
    private final RequestCookies cookies;
    private @Nullable Client client;
    /** Whether the script has asked for it. */
    private boolean asked;

    /** Whether the client has sent a cookie. */
    private boolean sent;

    /** Whether the answer's headers are sent, so that no cookie can be. */
    private boolean late;

    private @Nullable String id;

    RequestSession(Facilities facilities, Params params, RequestCookies cookies) {
        this.facilities = facilities;
        this.params = params;
        this.cookies = cookies;
    }

    /** Has a session begin, unless there is one. */
    void start() {
        change(session -> session);
    }

    boolean hasRealm(String realm) {
        Session session = current();
        return session != null && session.hasRealm(realm);
    }

    @Nullable
    SessionValue get(String realm, String name) {
        Session session = current();
        return session == null ? null : session.get(realm, name);
    }

    /** Sets a variable; one session begins where there is none. */
    void set(String realm, String name, @Nullable SessionValue value) {
        change(session -> session.with(realm, name, value));
    }

    void clear(String realm) {
        if (current() != null) {
            change(session -> session.without(realm));
        }
    }

    void delete() {
        open();
        if (id != null) {
            store().remove(id);
            id = null;
        }
    }

    /** What the client's cookie has to be; null to leave it as it is. To be asked once, when the headers are sent. */
    @Nullable
    String cookie() {
        late = true;
        SessionCookie cookie = facilities.settings().cookie();
        if (id != null) {
            return cookie.of(id);
        }
        return asked && sent ? cookie.none() : null;
    }

    private SessionStore store() {
        return facilities.sessions();
    }

    private @Nullable Session current() {
        open();
        return id == null ? null : store().find(id);
    }

    /** Takes the session that the client's cookie names, if it is the client's. */
    private void open() {
        if (asked) {
            return;
        }
        asked = true;
        String key = cookies.all().getOrDefault(facilities.settings().cookie().name(), "");
        sent = !key.isEmpty();
        while (id == null && SessionCookie.isId(key)) {
            Session session = store().find(key);
            if (session == null || !facilities.settings().score().admits(client(), session.client())) {
                return;
            }
            if (store().replace(key, session, touched(session))) {
                id = key;
            }
        }
    }

    private void change(UnaryOperator<Session> change) {
        open();
        while (true) {
            Session session = id == null ? null : store().find(id);
            if (session == null) {
                begin(change);
                return;
            }
            if (store().replace(Objects.requireNonNull(id), session, touched(change.apply(session)))) {
                return;
            }
        }
    }

    /** The id is always a new one: what a client brings may be known to others. */
    private void begin(UnaryOperator<Session> change) {
        if (late) {
            throw new SessionException("no session can begin any more, since the page is so long that its headers were"
                    + " sent: begin it before");
        }
        Session session = change.apply(Session.of(client(), expiry()));
        String next;
        do {
            next = facilities.settings().cookie().newId();
        } while (!store().add(next, session));
        id = next;
    }

    private Session touched(Session session) {
        return session.touched(client(), expiry());
    }

    private Instant expiry() {
        return Instant.now().plus(facilities.settings().cookie().lifetime());
    }

    private Client client() {
        Client known = client;
        if (known == null) {
            known = new Client(variable("REMOTE_ADDR"), variable("HTTP_USER_AGENT"), variable("HTTP_ACCEPT_LANGUAGE"));
            client = known;
        }
        return known;
    }

    private String variable(String name) {
        return Objects.requireNonNullElse(params.get(name, StandardCharsets.ISO_8859_1), "");
    }
}
