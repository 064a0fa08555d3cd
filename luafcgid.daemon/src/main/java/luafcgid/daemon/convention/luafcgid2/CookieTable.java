package luafcgid.daemon.convention.luafcgid2;

import luafcgid.daemon.exchange.LazyTable;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaValue;

/** {@code Cookies}: what the client sent, by name. */
final class CookieTable extends LazyTable {
    private final RequestCookies cookies;

    CookieTable(RequestCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    protected void fill() {
        cookies.all().forEach((name, value) -> rawset(Latin1.encode(name), (LuaValue) Latin1.encode(value)));
    }
}
