package luafcgid.lua.ext;

import java.util.List;
import luafcgid.lua.Extensions.Owner;
import luafcgid.lua.LuaExtension;

/**
 * An extension as it was registered.
 *
 * @param service  what opens the modules
 * @param modules  the names under which it is required
 * @param global   the global variable that holds its first module; empty for none
 * @param ranking  the higher wins a module's name
 * @param id       among equal rankings the lower wins
 * @param owner the bundle it came from
 */
public record Extension(LuaExtension service, List<String> modules, String global, int ranking, long id, Owner owner) {
    public Extension {
        modules = List.copyOf(modules);
    }

    /** Without a bundle. */
    public Extension(LuaExtension service, List<String> modules, String global, int ranking, long id) {
        this(service, modules, global, ranking, id, Owner.NONE);
    }

    /** The global variable that holds the module; empty for none. */
    public String globalOf(String module) {
        return modules.get(0).equals(module) ? global : "";
    }
}
