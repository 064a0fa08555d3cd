package luafcgid.ext.form.request;

import luafcgid.ext.form.upload.Upload;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** An uploaded file as a script sees it: a table that describes it, with the methods of its metatable. */
final class FileTable extends LuaTable {
    private final Upload upload;

    FileTable(Upload upload, LuaTable description) {
        this.upload = upload;
        for (Varargs next = description.next(NIL); !next.isnil(1); next = description.next(next.arg1())) {
            rawset(next.arg1(), next.arg(2));
        }
    }

    Upload upload() {
        return upload;
    }

    static FileTable check(Varargs arguments, String method) {
        LuaValue self = arguments.arg1();
        if (self instanceof FileTable file) {
            return file;
        }
        throw new LuaError(
                "calling '" + method + "' on a " + self.typename() + "; write file:" + method + "(...), with a colon");
    }
}
