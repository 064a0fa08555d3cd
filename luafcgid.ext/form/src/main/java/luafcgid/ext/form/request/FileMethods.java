package luafcgid.ext.form.request;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import luafcgid.ext.form.body.Text;
import luafcgid.ext.form.upload.Upload;
import luafcgid.ext.form.upload.UploadInput;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The methods of uploaded files in one state. */
public final class FileMethods {
    private static final LuaString PATH = LuaValue.valueOf("path");

    private final StateContext state;
    private final LuaTable methods = new LuaTable();
    private final LuaTable metatable = new LuaTable();
    private final HandleMethods handles = new HandleMethods();

    FileMethods(StateContext state) {
        this.state = state;
        LibraryFunction.define(methods, "open", arguments -> open(FileTable.check(arguments, "open")));
        LibraryFunction.define(methods, "read", arguments -> read(FileTable.check(arguments, "read")));
        LibraryFunction.define(
                methods,
                "move",
                arguments -> move(FileTable.check(arguments, "move"), Text.decoded(arguments.checkstring(2))));
        LibraryFunction.define(metatable, "__index", arguments -> index(arguments.arg1(), arguments.arg(2)));
    }

    LuaTable metatable() {
        return metatable;
    }

    private LuaValue index(LuaValue self, LuaValue key) {
        if (PATH.raweq(key) && self instanceof FileTable file) {
            try {
                LuaString path = LuaValue.valueOf(present(file).path().toString());
                file.rawset(PATH, path);
                return path;
            } catch (IOException e) {
                throw new LuaError("file.path: " + e);
            }
        }
        return methods.rawget(key);
    }

    private static Upload present(FileTable file) {
        Upload upload = file.upload();
        String gone = upload.gone();
        if (gone != null) {
            throw new LuaError(gone);
        }
        return upload;
    }

    private LuaValue open(FileTable file) {
        try {
            return handles.handle(present(file).open());
        } catch (IOException e) {
            throw new LuaError("file:open: " + e);
        }
    }

    private static LuaValue read(FileTable file) {
        try (UploadInput input = present(file).open()) {
            return LuaString.valueUsing(input.rest());
        } catch (IOException e) {
            throw new LuaError("file:read: " + e.getMessage());
        }
    }

    private Varargs move(FileTable file, String target) {
        Upload upload = present(file);
        try {
            Path path = state.resolve(target, FileMode.WRITE);
            upload.move(path);
            file.rawset(PATH, LuaValue.valueOf(path.toString()));
            return LuaValue.TRUE;
        } catch (IOException e) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(target + ": " + reason(e)));
        } catch (LuaError e) {
            // As io.open tells that a file is not allowed.
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(String.valueOf(e.getMessage())));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
