package luafcgid.ext.modlua;

import java.util.Map;

/** Which variables of CGI fields of {@code r} are. */
final class Variables {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("method", "REQUEST_METHOD"),
            Map.entry("uri", "DOCUMENT_URI"),
            Map.entry("unparsed_uri", "REQUEST_URI"),
            Map.entry("protocol", "SERVER_PROTOCOL"),
            Map.entry("hostname", "SERVER_NAME"),
            Map.entry("args", "QUERY_STRING"),
            Map.entry("filename", "SCRIPT_FILENAME"),
            Map.entry("path_info", "PATH_INFO"),
            Map.entry("document_root", "DOCUMENT_ROOT"),
            Map.entry("user", "REMOTE_USER"),
            Map.entry("ap_auth_type", "AUTH_TYPE"),
            Map.entry("useragent_ip", "REMOTE_ADDR"),
            Map.entry("banner", "SERVER_SOFTWARE"));

    private Variables() {}

    /** The variable; empty where the field is none. */
    static String of(String field) {
        return NAMES.getOrDefault(field, "");
    }
}
