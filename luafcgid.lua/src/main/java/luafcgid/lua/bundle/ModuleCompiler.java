package luafcgid.lua.bundle;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.luaj.vm2.LuaError;

/** Makes modules of the Lua files in a folder. */
record ModuleCompiler(ModulesHeader.Clause clause, Source source) {
    /** Where the files are. */
    interface Source {
        /** The paths of Lua files in the folder, relative to it. */
        Collection<String> files(String folder);

        byte[] read(String path) throws IOException;
    }

    LuaModules compile() throws ModuleException {
        Map<String, String> files = ModuleNames.of(source.files(clause.folder()));
        if (files.isEmpty()) {
            throw new ModuleException(
                    "",
                    "no Lua module is in " + (clause.folder().isEmpty() ? "it" : clause.folder())
                            + ": files have to be named as in x.lua, x/init.lua or a/b.lua");
        }
        Map<String, ModuleText> chunks = new HashMap<>();
        for (Map.Entry<String, String> entry : files.entrySet()) {
            chunks.put(entry.getKey(), chunk(entry.getKey(), entry.getValue()));
        }
        return new LuaModules(chunks);
    }

    private ModuleText chunk(String module, String file) throws ModuleException {
        String origin = clause.origin() + "/" + file;
        try {
            byte[] text = source.read(clause.folder() + file);
            return ModuleText.of(text, origin);
        } catch (LuaError e) {
            throw new ModuleException(module, Objects.toString(e.getMessage(), ""));
        } catch (IOException e) {
            throw new ModuleException(module, origin + " cannot be read: " + e.getMessage());
        }
    }
}
