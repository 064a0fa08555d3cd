package luafcgid.daemon.convention.luafcgid;

import luafcgid.daemon.RequestSettings;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** The settings of a request under the names that scripts use for them. */
final class ConnectionSettings {
    private static final String NAMES = "handler, httpstatus, contenttype, buffering, maxpost, showerrors";

    private ConnectionSettings() {}

    static LuaValue get(RequestSettings settings, String name) {
        return switch (name) {
            case "handler" -> LuaValue.valueOf(settings.handler());
            case "httpstatus" -> LuaValue.valueOf(settings.httpStatus());
            case "contenttype" -> LuaValue.valueOf(settings.contentType());
            case "buffering" -> LuaValue.valueOf(settings.buffering());
            case "maxpost" -> LuaInteger.valueOf(settings.maxPost());
            case "showerrors" -> LuaValue.valueOf(settings.showErrors());
            default -> throw new LuaError("setting '" + name + "' is none of " + NAMES);
        };
    }

    /** The settings with one of them changed; those that took effect before the script began cannot be. */
    static RequestSettings with(RequestSettings s, String name, LuaValue value) {
        return switch (name) {
            case "httpstatus" -> s.withHttpStatus(text(value));
            case "contenttype" -> s.withContentType(text(value));
            case "buffering" -> s.withBuffering(value.checkboolean());
            case "maxpost" -> s.withMaxPost(bytes(value));
            case "showerrors" -> s.withShowErrors(value.checkboolean());
            case "handler" ->
                throw new LuaError("setting 'handler' is settled before a script runs; change it in the configuration");
            default -> throw new LuaError("setting '" + name + "' is none of " + NAMES);
        };
    }

    private static String text(LuaValue value) {
        return Latin1.decode(value.checkstring());
    }

    private static long bytes(LuaValue value) {
        double bytes = value.checkdouble();
        if (!(bytes >= 0)) {
            throw new LuaError("setting 'maxpost' is 0 or more bytes, not " + value.tojstring());
        }
        return (long) bytes;
    }
}
