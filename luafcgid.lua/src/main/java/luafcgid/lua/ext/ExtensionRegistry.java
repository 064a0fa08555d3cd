package luafcgid.lua.ext;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import luafcgid.lua.LuaExtension;
import org.jspecify.annotations.Nullable;

/** The extensions that are there now, and which of them serves a module. Any thread; listeners run on the caller's. */
public final class ExtensionRegistry {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, Extension> winners = Map.of();
    private List<Extension> all = List.of();

    /** Has {@code action} run whenever some module comes from elsewhere than before. */
    public void onChange(Runnable action) {
        listeners.add(action);
    }

    public void add(Extension extension) {
        tell(replace(extension, null));
    }

    public void remove(LuaExtension service) {
        tell(replace(null, service));
    }

    /** Who serves the module; null when nobody does. */
    public @Nullable Extension find(String module) {
        return winners.get(module);
    }

    /** Who serves what, by module name. */
    public Map<String, Extension> modules() {
        return winners;
    }

    /** Returns whether some module comes from elsewhere by it. */
    private synchronized boolean replace(@Nullable Extension added, @Nullable LuaExtension removed) {
        List<Extension> next = new ArrayList<>(all);
        next.removeIf(extension -> extension.service() == removed);
        if (added != null) {
            next.add(added);
        }
        next.sort(null);
        SortedMap<String, Extension> map = new TreeMap<>();
        for (Extension extension : next) {
            extension.modules().forEach(module -> map.putIfAbsent(module, extension));
        }
        boolean changed = !winners.equals(map);
        all = List.copyOf(next);
        winners = Collections.unmodifiableSortedMap(map);
        return changed;
    }

    private void tell(boolean changed) {
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
