package example;

import java.text.Normalizer;
import java.util.Locale;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.osgi.service.component.annotations.Component;

/** {@code require "slug"} yields a table with one function: {@code slug.of("Héllo, World!")} is {@code "hello-world"}. */
@Component(property = LuaExtension.MODULE + "=slug")
public final class Slug implements LuaExtension {
    /** Called once for each state that requires the module: the table is that state's own. */
    @Override
    public LuaValue open(StateContext state, String module) {
        LuaTable slug = new LuaTable();
        LibraryFunction.define(slug, "of", Slug::of);
        return slug;
    }

    /** {@code checkjstring} raises {@code bad argument #1 to 'of' (string expected, got ...)}. */
    private static Varargs of(Varargs arguments) {
        String plain = Normalizer.normalize(arguments.checkjstring(1), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return LuaValue.valueOf(plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", ""));
    }
}
