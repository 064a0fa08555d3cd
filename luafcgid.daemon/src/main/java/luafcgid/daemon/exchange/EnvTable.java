package luafcgid.daemon.exchange;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import luafcgid.protocol.Params;
import luafcgid.protocol.Role;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The table of a request's CGI variables. Many scripts look at two variables of thirty, or at none. */
final class EnvTable extends LazyTable {
    /** A client's {@code Proxy} header would become the proxy of HTTP libraries ("httpoxy"). */
    private static final LuaString HTTP_PROXY = valueOf("HTTP_PROXY");

    private static final LuaString VERSION_NAME = valueOf("LUAFCGID_VERSION");

    /** Told by the record that began the request, not by a variable, which a mistaken configuration might have a client choose. */
    private static final LuaString ROLE_NAME = valueOf("FCGI_ROLE");

    private static final Map<Role, LuaString> ROLES = new EnumMap<>(Role.class);

    static {
        for (Role each : Role.values()) {
            ROLES.put(each, valueOf(each.name()));
        }
    }

    private @Nullable Params params;
    private final Role role;
    private final LuaValue version;
    private final Consumer<LuaTable> more;

    /** @param more called when the table was filled */
    EnvTable(Params params, Role role, LuaValue version, Consumer<LuaTable> more) {
        this.params = params;
        this.role = role;
        this.version = version;
        this.more = more;
    }

    @Override
    protected void fill() {
        Params source = Objects.requireNonNull(params);
        params = null;
        presize(0, source.size() + 2);
        source.forEach((bytes, name, nameLength, value, valueLength) -> {
            LuaString key = LuaString.valueOf(bytes, name, nameLength);
            if (!key.equals(HTTP_PROXY)) {
                rawset(key, LuaString.valueOf(bytes, value, valueLength));
            }
        });
        rawset(ROLE_NAME, Objects.requireNonNull(ROLES.get(role)));
        rawset(VERSION_NAME, version);
        more.accept(this);
    }
}
