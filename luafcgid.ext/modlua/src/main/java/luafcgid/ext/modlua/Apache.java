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

    /** The statuses that {@code apache2} names. */
    private enum HttpStatus {
        HTTP_OK(200),
        HTTP_CREATED(201),
        HTTP_ACCEPTED(202),
        HTTP_NO_CONTENT(204),
        HTTP_PARTIAL_CONTENT(206),
        HTTP_MULTIPLE_CHOICES(300),
        HTTP_MOVED_PERMANENTLY(301),
        HTTP_MOVED_TEMPORARILY(302),
        HTTP_SEE_OTHER(303),
        HTTP_NOT_MODIFIED(304),
        HTTP_TEMPORARY_REDIRECT(307),
        HTTP_BAD_REQUEST(400),
        HTTP_UNAUTHORIZED(401),
        HTTP_FORBIDDEN(403),
        HTTP_NOT_FOUND(404),
        HTTP_METHOD_NOT_ALLOWED(405),
        HTTP_NOT_ACCEPTABLE(406),
        HTTP_REQUEST_TIME_OUT(408),
        HTTP_CONFLICT(409),
        HTTP_GONE(410),
        HTTP_LENGTH_REQUIRED(411),
        HTTP_PRECONDITION_FAILED(412),
        HTTP_REQUEST_ENTITY_TOO_LARGE(413),
        HTTP_UNSUPPORTED_MEDIA_TYPE(415),
        HTTP_INTERNAL_SERVER_ERROR(500),
        HTTP_NOT_IMPLEMENTED(501),
        HTTP_BAD_GATEWAY(502),
        HTTP_SERVICE_UNAVAILABLE(503),
        HTTP_GATEWAY_TIME_OUT(504);

        private final int code;

        HttpStatus(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
