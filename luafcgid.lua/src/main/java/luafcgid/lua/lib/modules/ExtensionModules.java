package luafcgid.lua.lib.modules;

import java.util.Optional;
import java.util.function.Supplier;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.bundle.LuaModules;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.ext.Extension;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Modules that bundles provide. */
final class ExtensionModules {
    private final ScriptState state;

    ExtensionModules(ScriptState state) {
        this.state = state;
    }

    /** What loads the module, and where it is from; nothing where no extension provides it. */
    Varargs loader(String name) {
        Extension extension = choose(name);
        if (extension == null) {
            return LuaValue.NONE;
        }
        if (extension.service() instanceof LuaModules modules) {
            Varargs loader = modules.loader(name, state);
            // Told also in 5.1, where require passes nothing but the name: a module may ask where it is from.
            Varargs given = LuaValue.varargsOf(LuaString.valueOf(name), loader.arg(2));
            return LuaValue.varargsOf(
                    new LibraryFunction(
                            name,
                            ignored ->
                                    guarded(extension, name, () -> loader.arg1().invoke(given))),
                    loader.arg(2));
        }
        return new LibraryFunction(name, ignored -> guarded(extension, name, () -> open(extension, name)));
    }

    /** Who waits for the end of an extension's use has to know of this one before it begins: hence the second look. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Extension choose(String name) {
        Extension extension = state.environment().extensions().find(name);
        while (extension != null) {
            state.environment().opened().accept(name, Optional.of(extension));
            Extension now = state.environment().extensions().find(name);
            if (now == extension) {
                return extension;
            }
            extension = now;
        }
        return null;
    }

    private LuaValue open(Extension extension, String name) {
        LuaValue module = extension.service().open(state.context(), name);
        return module.isnil() ? LuaValue.TRUE : module;
    }

    private Varargs guarded(Extension extension, String name, Supplier<Varargs> opening) {
        try {
            return opening.get();
        } catch (RuntimeException e) {
            String why = e instanceof LuaError ? String.valueOf(e.getMessage()) : e.toString();
            state.environment().extensions().failed(extension, name, why);
            throw e;
        } catch (LinkageError e) {
            // A bundle that lacks a class is as broken for its scripts as one that throws, and no more so for the
            // daemon.
            state.environment().extensions().failed(extension, name, e.toString());
            throw new LuaError("module '" + name + "' cannot be opened: " + e);
        }
    }
}
