package luafcgid.ext.form.request;

import luafcgid.ext.form.body.BadFormException;
import luafcgid.ext.form.body.HeaderValue;
import luafcgid.ext.form.body.UrlEncoded;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What the variables of a request tell of its form. */
public final class RequestForm {
    private final LuaTable env;

    public RequestForm(LuaTable env) {
        this.env = env;
    }

    /** A variable of CGI; empty when there is none. */
    public LuaString variable(String name) {
        LuaValue value = env.get(name);
        return value.isstring() ? value.strvalue() : LuaValue.EMPTYSTRING;
    }

    /** Whether the form is in the address. */
    boolean isQuery() {
        String method = Latin1.decode(variable("REQUEST_METHOD"));
        return method.isEmpty() || method.equals("GET") || method.equals("HEAD");
    }

    Entries query(Options options) throws BadFormException {
        Collector fields = new Collector(options);
        UrlEncoded.read(variable("QUERY_STRING"), fields);
        return fields.entries();
    }

    HeaderValue contentType() throws BadFormException {
        return HeaderValue.parse(Latin1.decode(variable("CONTENT_TYPE")));
    }

    /** -1 when it is not told. */
    long contentLength() {
        String text = Latin1.decode(variable("CONTENT_LENGTH"));
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(text);
    }
}
