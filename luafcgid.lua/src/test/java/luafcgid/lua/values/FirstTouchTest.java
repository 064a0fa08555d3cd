package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.File;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It does not matter which class of values a process uses first; in LuaJ, with a subclass of LuaValue, constants stay null. */
class FirstTouchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LuaValue",
                "LuaTable",
                "LuaString",
                "LuaInteger",
                "LuaDouble",
                "LuaNumber",
                "WeakTable",
                "LuaUserdata"
            })
    void constantsAreThereWhateverClassIsUsedFirst(String first) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(new File(each).toURI().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class.forName("org.luaj.vm2." + first, true, loader);
            Class<?> values = Class.forName("org.luaj.vm2.LuaValue", true, loader);
            for (String constant : List.of("NIL", "TRUE", "NONE", "ZERO", "INDEX", "EMPTYSTRING")) {
                assertNotNull(values.getField(constant).get(null), constant);
            }
            Class<?> tables = Class.forName("org.luaj.vm2.LuaTable", true, loader);
            Field tag = tables.getField("FLOAT");
            tag.setAccessible(true);
            assertNotNull(tag.get(null));
            Object number = Class.forName("org.luaj.vm2.LuaDouble", true, loader)
                    .getMethod("valueOf", double.class)
                    .invoke(null, 0.5);
            assertEquals("0.5", values.getMethod("tojstring").invoke(number));
        }
    }
}
