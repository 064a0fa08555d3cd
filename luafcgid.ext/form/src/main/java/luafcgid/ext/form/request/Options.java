package luafcgid.ext.form.request;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * What one call of a script wants.
 *
 * @param ownTotal whether the call itself says how long a body may be
 * @param lists whether a repeated name makes a list
 * @param utf8 whether fields in another charset become UTF-8
 */
public record Options(Limits limits, boolean ownTotal, boolean lists, boolean utf8) {
    /** Those of a call of a function; nil gives none. */
    public static Options of(String function, Limits limits, LuaValue given) {
        if (given.isnil()) {
            return new Options(limits, false, false, false);
        }
        LuaTable table = given.checktable();
        return new Options(
                limits.with(function, table),
                !table.get("total").isnil(),
                table.get("lists").toboolean(),
                table.get("utf8").toboolean());
    }
}
