package luafcgid.ext.form.request;

import java.util.Map;
import luafcgid.ext.form.body.FileName;
import luafcgid.ext.form.body.PartHead;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaTable;

/** A part of a form that is being read. */
final class PartTable extends LuaTable {
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    /** What its headers tell: name, filename, original, type, headers. */
    static LuaTable describe(PartHead head) {
        LuaTable table = new LuaTable();
        describe(head, table);
        return table;
    }

    PartTable(PartHead head) {
        describe(head, this);
    }

    private static void describe(PartHead head, LuaTable table) {
        table.rawset("name", Latin1.encode(head.name()));
        String type = head.type();
        String original = head.filename();
        if (original != null) {
            table.rawset("filename", Latin1.encode(FileName.safe(original)));
            table.rawset("original", Latin1.encode(original));
            type = type.isEmpty() ? UNKNOWN_TYPE : type;
        }
        if (!type.isEmpty()) {
            table.rawset("type", Latin1.encode(type));
        }
        LuaTable headers = new LuaTable();
        for (Map.Entry<String, String> each : head.headers().entrySet()) {
            headers.rawset(Latin1.encode(each.getKey()), Latin1.encode(each.getValue()));
        }
        table.rawset("headers", headers);
    }
}
