package luafcgid.daemon.exchange;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import luafcgid.protocol.Params;
import luafcgid.protocol.Role;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The table of a request's CGI variables. It fills itself when a script first looks at it: many scripts look at two variables of
 * thirty, or at none.
 */
final class EnvTable extends LuaTable {
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

    EnvTable(Params params, Role role, LuaValue version) {
        this.params = params;
        this.role = role;
        this.version = version;
    }

    private void fill() {
        Params source = params;
        if (source == null) {
            return;
        }
        params = null;
        presize(0, source.size() + 2);
        source.forEach((bytes, name, nameLength, value, valueLength) -> {
            LuaString key = LuaString.valueOf(bytes, name, nameLength);
            if (!key.equals(HTTP_PROXY)) {
                super.rawset(key, LuaString.valueOf(bytes, value, valueLength));
            }
        });
        super.rawset(ROLE_NAME, Objects.requireNonNull(ROLES.get(role)));
        super.rawset(VERSION_NAME, version);
    }

    @Override
    public LuaValue rawget(int key) {
        fill();
        return super.rawget(key);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        fill();
        return super.rawget(key);
    }

    @Override
    public void rawset(int key, LuaValue value) {
        fill();
        super.rawset(key, value);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        fill();
        super.rawset(key, value);
    }

    @Override
    public void hashset(LuaValue key, LuaValue value) {
        fill();
        super.hashset(key, value);
    }

    @Override
    public LuaValue remove(int position) {
        fill();
        return super.remove(position);
    }

    @Override
    public void insert(int position, LuaValue value) {
        fill();
        super.insert(position, value);
    }

    @Override
    public int length() {
        fill();
        return super.length();
    }

    @Override
    public int rawlen() {
        fill();
        return super.rawlen();
    }

    @Override
    public int keyCount() {
        fill();
        return super.keyCount();
    }

    @Override
    public LuaValue[] keys() {
        fill();
        return super.keys();
    }

    @Override
    public Varargs next(LuaValue key) {
        fill();
        return super.next(key);
    }

    @Override
    public Varargs inext(LuaValue key) {
        fill();
        return super.inext(key);
    }

    @Override
    public void sort(LuaValue comparator) {
        fill();
        super.sort(comparator);
    }
}
