package luafcgid.ext.modlua;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The constants of {@code apache2}. */
final class Apache {
    static final int OK = 0;
    static final int DECLINED = -1;
    static final int DONE = -2;

    private Apache() {}

    /** A new table of them. */
    static LuaTable constants() {
        LuaTable table = new LuaTable();
        table.set("OK", LuaValue.valueOf(OK));
        table.set("DECLINED", LuaValue.valueOf(DECLINED));
        table.set("DONE", LuaValue.valueOf(DONE));
        for (HttpStatus each : HttpStatus.values()) {
            table.set(each.name(), LuaValue.valueOf(each.code()));
        }
        return table;
    }

    /** A status as a header has it. */
    static String status(int code) {
        for (HttpStatus each : HttpStatus.values()) {
            if (each.code() == code) {
                return code + " " + each.reason();
            }
        }
        return Integer.toString(code);
    }

    /** The statuses that {@code apache2} names. */
    private enum HttpStatus {
        HTTP_OK(200, "OK"),
        HTTP_CREATED(201, "Created"),
        HTTP_ACCEPTED(202, "Accepted"),
        HTTP_NO_CONTENT(204, "No Content"),
        HTTP_PARTIAL_CONTENT(206, "Partial Content"),
        HTTP_MULTIPLE_CHOICES(300, "Multiple Choices"),
        HTTP_MOVED_PERMANENTLY(301, "Moved Permanently"),
        HTTP_MOVED_TEMPORARILY(302, "Found"),
        HTTP_SEE_OTHER(303, "See Other"),
        HTTP_NOT_MODIFIED(304, "Not Modified"),
        HTTP_TEMPORARY_REDIRECT(307, "Temporary Redirect"),
        HTTP_BAD_REQUEST(400, "Bad Request"),
        HTTP_UNAUTHORIZED(401, "Unauthorized"),
        HTTP_FORBIDDEN(403, "Forbidden"),
        HTTP_NOT_FOUND(404, "Not Found"),
        HTTP_METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
        HTTP_NOT_ACCEPTABLE(406, "Not Acceptable"),
        HTTP_REQUEST_TIME_OUT(408, "Request Timeout"),
        HTTP_CONFLICT(409, "Conflict"),
        HTTP_GONE(410, "Gone"),
        HTTP_LENGTH_REQUIRED(411, "Length Required"),
        HTTP_PRECONDITION_FAILED(412, "Precondition Failed"),
        HTTP_REQUEST_ENTITY_TOO_LARGE(413, "Content Too Large"),
        HTTP_UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
        HTTP_INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
        HTTP_NOT_IMPLEMENTED(501, "Not Implemented"),
        HTTP_BAD_GATEWAY(502, "Bad Gateway"),
        HTTP_SERVICE_UNAVAILABLE(503, "Service Unavailable"),
        HTTP_GATEWAY_TIME_OUT(504, "Gateway Timeout");

        private final int code;
        private final String reason;

        HttpStatus(int code, String reason) {
            this.code = code;
            this.reason = reason;
        }

        int code() {
            return code;
        }

        String reason() {
            return reason;
        }
    }
}
