package luafcgid.daemon.convention.luafcgid2;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import luafcgid.lua.State;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;

/** Has {@code require} look into the web server's document root. */
final class SearchPath {
    private SearchPath() {}

    /** Puts the root, where the script is in it, behind the script's folder in {@code package.path}. */
    static void add(State state, String root) {
        Path folder = state.context().cwd();
        if (root.isEmpty() || !isIn(folder, root)) {
            return;
        }
        LuaTable library = state.globals().get("package").checktable();
        String path = library.get("path").checkjstring();
        String own = templates(folder.toString());
        String more = templates(Path.of(root).normalize().toString());
        if (path.startsWith(own) && !(";" + path + ";").contains(";" + more + ";")) {
            library.set("path", LuaString.valueOf(own + ";" + more + path.substring(own.length())));
        }
    }

    private static boolean isIn(Path folder, String root) {
        try {
            Path path = Path.of(root);
            return path.isAbsolute() && folder.startsWith(path.normalize());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String templates(String folder) {
        return folder + "/?.lua;" + folder + "/?/init.lua";
    }
}
