package luafcgid.ext.shared;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.SharedStore;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * A dictionary as one state has it: found at the first use, and again when the store is another. It holds neither, so that a store which
 * was replaced can go while the state is idle.
 */
final class Handle {
    private static final LuaString NO_STRING = LuaString.valueOf("");
    private static final Text NO_TEXT = Text.of("");

    private final Supplier<@Nullable SharedStore> stores;
    private final String name;
    private final Limits wished;
    private @Nullable WeakReference<SharedStore> store;
    private @Nullable WeakReference<SharedDictionary> target;
    private long room;
    private LuaString lastString = NO_STRING;
    private Text lastKey = NO_TEXT;

    Handle(Supplier<@Nullable SharedStore> stores, String name, Limits wished) {
        this.stores = stores;
        this.name = name;
        this.wished = wished;
    }

    String name() {
        return name;
    }

    /** @throws StoreException when there is no store, or no room in it */
    SharedDictionary target() {
        SharedStore now = stores.get();
        if (now == null) {
            throw new StoreException("no store of shared dictionaries is active; see the log for why");
        }
        SharedDictionary known = target == null ? null : target.get();
        if (known != null && store != null && store.refersTo(now)) {
            return known;
        }
        SharedDictionary found = now.dictionary(name, wished);
        long bytes = found.stats().limits().bytes();
        room = bytes == 0 ? Integer.MAX_VALUE : bytes;
        store = new WeakReference<>(now);
        target = new WeakReference<>(found);
        return found;
    }

    /** How heavy a value may be at most. */
    long room() {
        target();
        return room;
    }

    /** The string as a key. Scripts use the same few string objects again and again, most often the last. */
    Text key(LuaString string) {
        if (!string.raweq(lastString)) {
            lastKey = LuaToData.text(string);
            lastString = string;
        }
        return lastKey;
    }
}
