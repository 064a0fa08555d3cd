package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code lfs.attributes} and {@code lfs.symlinkattributes}. */
final class Information {
    private static final String TARGET = "target";

    private final Paths paths;

    Information(Paths paths) {
        this.paths = paths;
    }

    void into(LuaTable lfs) {
        LibraryFunction.define(lfs, "attributes", this::attributes);
        LibraryFunction.define(lfs, "symlinkattributes", this::linkAttributes);
    }

    private Varargs attributes(Varargs arguments) {
        String path = Arguments.string(arguments, 1);
        try {
            return asked(Attributes.of(paths.file(path, FileMode.READ)), arguments.arg(2));
        } catch (IOException e) {
            return failure(path, e);
        }
    }

    private Varargs linkAttributes(Varargs arguments) {
        String path = Arguments.string(arguments, 1);
        LuaValue what = arguments.arg(2);
        if (what.isstring() && what.tojstring().equals(TARGET)) {
            return target(path);
        }
        try {
            Path entry = entry(path);
            Attributes attributes = Attributes.of(entry, LinkOption.NOFOLLOW_LINKS);
            LuaValue result = asked(attributes, what);
            if (attributes.isLink() && result instanceof LuaTable table) {
                table.set(
                        TARGET, LuaString.valueOf(Files.readSymbolicLink(entry).toString()));
            }
            return result;
        } catch (IOException e) {
            return failure(path, e);
        }
    }

    private Varargs target(String path) {
        try {
            return LuaString.valueOf(Files.readSymbolicLink(entry(path)).toString());
        } catch (Refusal e) {
            return Paths.refusal(e);
        } catch (IOException e) {
            return Errno.failure("could not obtain link target", e);
        }
    }

    private Path entry(String path) throws IOException {
        return Paths.meansDirectory(path) ? paths.file(path, FileMode.READ) : paths.entry(path, FileMode.READ);
    }

    /** One attribute, or all of them in the table given or a new one. */
    private static LuaValue asked(Attributes attributes, LuaValue what) {
        if (what.isstring()) {
            LuaValue one = attributes.get(what.tojstring());
            if (one == null) {
                throw new LuaError("invalid attribute name '" + what.tojstring() + "'");
            }
            return one;
        }
        LuaTable table = what instanceof LuaTable given ? given : new LuaTable(0, 16);
        attributes.into(table);
        return table;
    }

    private static Varargs failure(String path, IOException e) {
        return e instanceof Refusal refusal
                ? Paths.refusal(refusal)
                : Errno.failure("cannot obtain information from file '" + path + "'", e);
    }
}
