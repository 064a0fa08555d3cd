package luafcgid.lua.values;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;

/** The classes of LuaJ's own jar that are carried, by their internal names: those that have successors here, too. */
final class CarriedClasses {
    private CarriedClasses() {}

    static Map<String, ClassReader> read() throws IOException {
        Map<String, ClassReader> classes = new TreeMap<>();
        try (JarFile jar = new JarFile(jar())) {
            List<JarEntry> entries = new ArrayList<>(jar.stream().toList());
            for (JarEntry each : entries) {
                if (each.getName().matches("org/luaj/vm2/((lib|lib/jse|compiler)/)?[^/]+\\.class")) {
                    try (InputStream in = jar.getInputStream(each)) {
                        ClassReader reader = new ClassReader(in);
                        classes.put(reader.getClassName(), reader);
                    }
                }
            }
        }
        return classes;
    }

    private static File jar() {
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (new File(each).getName().startsWith("luaj-jse")) {
                return new File(each);
            }
        }
        throw new AssertionError("LuaJ's jar is not on the class path");
    }

    /** Whether a class of this name, or the one around it, is not LuaJ's but ours. */
    static boolean isReplaced(String name) {
        int nested = name.indexOf('$');
        String outer = nested < 0 ? name : name.substring(0, nested);
        return REPLACED.contains(outer);
    }

    static final List<String> REPLACED = List.of(
            "org/luaj/vm2/LuaDouble",
            "org/luaj/vm2/LuaError",
            "org/luaj/vm2/LuaInteger",
            "org/luaj/vm2/LuaNumber",
            "org/luaj/vm2/LuaString",
            "org/luaj/vm2/LuaTable",
            "org/luaj/vm2/Metatable",
            "org/luaj/vm2/NonTableMetatable",
            "org/luaj/vm2/WeakTable");
}
