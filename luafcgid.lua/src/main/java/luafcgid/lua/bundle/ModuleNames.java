package luafcgid.lua.bundle;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which module a Lua file is, as {@code ?.lua;?/init.lua} finds it. */
final class ModuleNames {
    private static final String SUFFIX = ".lua";
    private static final String INIT = "/init";

    private ModuleNames() {}

    /** The files by module names. Files that no {@code require} can name are left out. */
    static SortedMap<String, String> of(Collection<String> files) {
        SortedMap<String, String> modules = new TreeMap<>();
        for (String file : files) {
            name(file).filter(name -> !name.endsWith(INIT)).ifPresent(name -> modules.put(dotted(name), file));
        }
        for (String file : files) {
            name(file)
                    .filter(name -> name.endsWith(INIT))
                    .map(name -> name.substring(0, name.length() - INIT.length()))
                    .ifPresent(name -> modules.putIfAbsent(dotted(name), file));
        }
        return modules;
    }

    /** {@code a.b.lua} would be looked for as {@code a/b.lua}. */
    private static Optional<String> name(String file) {
        return Optional.of(file)
                .filter(path -> path.endsWith(SUFFIX))
                .map(path -> path.substring(0, path.length() - SUFFIX.length()))
                .filter(path -> !path.isEmpty() && path.indexOf('.') < 0);
    }

    private static String dotted(String path) {
        return path.replace('/', '.');
    }
}
