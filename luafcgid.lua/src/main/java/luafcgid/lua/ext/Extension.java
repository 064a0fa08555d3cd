package luafcgid.lua.ext;

import java.util.List;
import luafcgid.lua.LuaExtension;

/**
 * An extension as it was registered.
 *
 * @param service what opens the modules
 * @param modules the names under which it is required
 * @param global  the global variable that holds its first module; empty for none
 * @param ranking the higher wins a module's name
 * @param id      among equal rankings the lower wins
 */
public record Extension(LuaExtension service, List<String> modules, String global, int ranking, long id)
        implements Comparable<Extension> {
    public Extension {
        modules = List.copyOf(modules);
    }

    /** The winner comes first. */
    @Override
    public int compareTo(Extension other) {
        return ranking != other.ranking ? Integer.compare(other.ranking, ranking) : Long.compare(id, other.id);
    }
}
