package luafcgid.protocol;

import java.util.Optional;

/** A place where requests come in: registered as a service by every listener once it has tried to bind. Any thread. */
public interface Front {
    /** What it speaks and where, as in {@code fastcgi unix:/run/luafcgid/luafcgid.sock} or {@code http://127.0.0.1:8080/}. */
    String address();

    /** Why it does not serve, with the remedy; empty while it serves. */
    Optional<String> failure();
}
