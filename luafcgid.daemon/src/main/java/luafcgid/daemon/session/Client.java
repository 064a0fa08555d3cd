package luafcgid.daemon.session;

/**
 * Who used a session last, as far as requests tell. Each byte a character; empty where a request said nothing.
 *
 * @param address   REMOTE_ADDR
 * @param userAgent HTTP_USER_AGENT
 * @param language  HTTP_ACCEPT_LANGUAGE
 */
public record Client(String address, String userAgent, String language) {
    long weight() {
        return 128 + (long) address.length() + userAgent.length() + language.length();
    }
}
