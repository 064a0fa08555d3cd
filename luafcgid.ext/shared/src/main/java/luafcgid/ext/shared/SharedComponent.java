package luafcgid.ext.shared;

import luafcgid.ext.shared.store.SharedStore;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The module as a service, on the store of the highest ranking. */
@Component(property = LuaExtension.MODULE + "=shared")
public final class SharedComponent implements LuaExtension {
    private final SharedLibrary library = new SharedLibrary(this::store);

    // Without a store scripts are told so, instead of that there is no such module.
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SharedStore store;

    private @Nullable SharedStore store() {
        return store;
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        return library.open(state, module);
    }
}
