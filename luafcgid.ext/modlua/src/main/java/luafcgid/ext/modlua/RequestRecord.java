package luafcgid.ext.modlua;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.StatusLine;
import luafcgid.lua.Latin1;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Params;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The {@code r} of a script: mod_lua's request_rec. */
final class RequestRecord extends LuaUserdata {
    private static final String HTTP = "HTTP_";

    private final Exchange exchange;
    private final LuaTable headersOut = new LuaTable();
    private LuaValue headersIn = NIL;
    private LuaValue contentType = NIL;
    private LuaValue status = NIL;

    RequestRecord(Exchange exchange) {
        super(exchange);
        this.exchange = exchange;
    }

    Exchange exchange() {
        return exchange;
    }

    @Override
    public String tojstring() {
        return "request_rec";
    }

    @Override
    public LuaValue get(LuaValue key) {
        String name = key.tojstring();
        return switch (name) {
            case "headers_out", "err_headers_out" -> headersOut;
            case "headers_in" -> headersIn();
            case "subprocess_env" -> exchange.variables();
            case "content_type" -> contentType;
            case "status" -> status.isnil() ? valueOf(200) : status;
            case "is_https" -> valueOf(variable("HTTPS").tojstring().equalsIgnoreCase("on"));
            case "port" -> number(variable("SERVER_PORT"));
            case "the_request" -> request();
            default -> {
                String variable = Variables.of(name);
                yield variable.isEmpty() ? RecordMethods.TABLE.rawget(key) : variable(variable);
            }
        };
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        switch (key.tojstring()) {
            case "content_type" -> contentType = value.checkstring();
            case "status" -> status = valueOf(value.checkint());
            default ->
                error("r." + key.tojstring()
                        + " cannot be set; content_type and status can, and entries of headers_out");
        }
    }

    /** A variable of the request; nil where the web server sent none. */
    LuaValue variable(String name) {
        Params params = exchange.request().params();
        String value = params.get(name, StandardCharsets.ISO_8859_1);
        return value == null ? NIL : Latin1.encode(value);
    }

    private static LuaValue number(LuaValue text) {
        return text.isnumber() ? valueOf(text.toint()) : NIL;
    }

    private LuaValue request() {
        return Latin1.encode(text("REQUEST_METHOD") + " " + text("REQUEST_URI") + " " + text("SERVER_PROTOCOL"));
    }

    private String text(String variable) {
        return exchange.request().params().get(variable, "");
    }

    private LuaValue headersIn() {
        if (headersIn.isnil()) {
            LuaTable table = new LuaTable();
            LuaTable variables = exchange.variables();
            for (Varargs next = variables.next(NIL); !next.isnil(1); next = variables.next(next.arg1())) {
                String name = next.arg1().tojstring();
                if (name.startsWith(HTTP)) {
                    table.set(header(name.substring(HTTP.length())), next.arg(2));
                }
            }
            put(table, "Content-Type", variable("CONTENT_TYPE"));
            put(table, "Content-Length", variable("CONTENT_LENGTH"));
            headersIn = table;
        }
        return headersIn;
    }

    private static void put(LuaTable table, String name, LuaValue value) {
        if (value.isstring() && !value.tojstring().isEmpty()) {
            table.set(name, value);
        }
    }

    /** USER_AGENT is User-Agent. */
    private static String header(String variable) {
        StringBuilder name = new StringBuilder(variable.toLowerCase(Locale.ROOT));
        boolean first = true;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '_') {
                name.setCharAt(i, '-');
                first = true;
            } else if (first) {
                name.setCharAt(i, Character.toUpperCase(name.charAt(i)));
                first = false;
            }
        }
        return name.toString();
    }

    /** Adds the headers that the script has set. Before the first of the body is sent, and at the end. */
    void sendHeaders() {
        if (!contentType.isnil()) {
            exchange.header("Content-Type", contentType.tojstring());
            contentType = NIL;
        }
        if (!status.isnil()) {
            exchange.header("Status", StatusLine.of(status.toint()));
            status = NIL;
        }
        for (Varargs next = headersOut.next(NIL); !next.isnil(1); next = headersOut.next(NIL)) {
            exchange.header(next.arg1().tojstring(), next.arg(2).tojstring());
            headersOut.rawset(next.arg1(), NIL);
        }
    }

    /** The script has returned. */
    void end(State state, LuaValue result) throws ScriptException {
        if (!result.isnil() && !result.isint()) {
            throw new ScriptException(
                    ScriptException.Kind.ERROR,
                    state.script() + ": handle returns apache2.OK or a status, not a " + result.typename());
        }
        int code = result.isnil() ? Apache.OK : result.toint();
        // Nobody else is there to handle what is declined.
        int answer = code == Apache.DECLINED ? 404 : code;
        if (answer > 0) {
            status = valueOf(answer);
        }
        sendHeaders();
        if (answer >= 400 && exchange.isUntouched()) {
            exchange.write(Latin1.encode("<!DOCTYPE html><title>" + StatusLine.of(answer) + "</title><h1>"
                    + StatusLine.of(answer) + "</h1>\n"));
        }
    }
}
