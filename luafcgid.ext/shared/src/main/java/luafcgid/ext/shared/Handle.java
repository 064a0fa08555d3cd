package luafcgid.ext.shared;

import java.util.function.Supplier;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.SharedStore;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** A dictionary as one state has it: found at the first use, and again when the store is another. */
final class Handle {
    private static final LuaString NO_STRING = LuaString.valueOf("");
    private static final Text NO_TEXT = Text.of("");

    private final Supplier<@Nullable SharedStore> stores;
    private final String name;
    private final Limits wished;
    private @Nullable SharedStore store;
    private @Nullable SharedDictionary target;
    private long roomiest;
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
        SharedDictionary found = target;
        if (found != null && now == store) {
            return found;
        }
        if (now == null) {
            throw new StoreException("no store of shared dictionaries is active; see the log for why");
        }
        found = now.dictionary(name, wished);
        long bytes = found.stats().limits().bytes();
        roomiest = bytes == 0 ? Integer.MAX_VALUE : bytes;
        store = now;
        target = found;
        return found;
    }

    /** How heavy a value may be at most. */
    long roomiest() {
        target();
        return roomiest;
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
