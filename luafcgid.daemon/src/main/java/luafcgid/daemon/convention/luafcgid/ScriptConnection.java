package luafcgid.daemon.convention.luafcgid;

import luafcgid.daemon.Exchange;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** The {@code con} of a script: its way to one request's body and response. */
final class ScriptConnection extends LuaUserdata {
    private final Exchange exchange;

    ScriptConnection(Exchange exchange) {
        super(exchange);
        this.exchange = exchange;
    }

    Exchange exchange() {
        return exchange;
    }

    @Override
    public LuaValue get(LuaValue key) {
        return ConnectionMethods.TABLE.rawget(key);
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        error("con has the methods " + ConnectionMethods.NAMES + "; nothing can be stored in it");
    }

    @Override
    public String tojstring() {
        return "con";
    }
}
