package luafcgid.lua.ext;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import luafcgid.lua.Extensions.Owner;
import luafcgid.lua.LuaExtension;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The extensions that are there now, and which of them serves a module. Any thread; listeners run on the caller's, without the lock,
 * which guards what is not concurrent or final.
 */
@Component(service = ExtensionRegistry.class)
public final class ExtensionRegistry {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Precedence precedence = new Precedence();
    private final Map<Opening, String> errors = new ConcurrentHashMap<>();
    private final Map<Long, Fault> faults = new ConcurrentHashMap<>();
    private volatile Map<String, Extension> winners = Map.of();
    private volatile List<Extension> all = List.of();

    private record Opening(long extension, String module) {}

    /** A bundle whose modules are not there since one of them is faulty. */
    public record Fault(Owner owner, String module, String reason) {}

    /** Has {@code action} run whenever some module comes from elsewhere than before. */
    public void onChange(Runnable action) {
        listeners.add(action);
    }

    public void add(Extension extension) {
        change(() -> replace(extension, null));
    }

    public void remove(LuaExtension service) {
        change(() -> replace(null, service));
    }

    /** Has the bundle's extensions count no longer. */
    public void retire(long bundle) {
        change(() -> {
            precedence.retire(bundle);
            return update(all);
        });
    }

    /** As {@link #retire}, and the successor's extensions take the place of the bundle's in the order of their names. */
    public void replace(long bundle, long successor) {
        change(() -> {
            all.stream()
                    .filter(extension -> extension.owner().bundle() == bundle)
                    .forEach(extension -> precedence.inherit(extension, successor));
            precedence.retire(bundle);
            return update(all);
        });
    }

    /** Has the bundle's extensions count again, as if they were new. */
    public void restore(long bundle) {
        change(() -> {
            precedence.restore(bundle);
            return update(all);
        });
    }

    /** Who serves the module; null when nobody does. */
    public @Nullable Extension find(String module) {
        return winners.get(module);
    }

    /** Who serves what, by module name. */
    public Map<String, Extension> modules() {
        return winners;
    }

    /** All that are registered, those that serve nothing included; the order is that of precedence. */
    public List<Extension> all() {
        return all;
    }

    /** Whether the extension may serve, were it the first of its name. */
    public synchronized boolean counts(Extension extension) {
        return precedence.counts(extension);
    }

    /** Remembers why a module was not opened. */
    public void failed(Extension extension, String module, String error) {
        errors.put(new Opening(extension.id(), module), error);
    }

    /** Why the module was not opened when that failed last; empty when it never did. */
    public String error(Extension extension, String module) {
        return Objects.requireNonNullElse(errors.get(new Opening(extension.id(), module)), "");
    }

    /** Remembers why a bundle's modules are not there. */
    public void faulty(Fault fault) {
        faults.put(fault.owner().bundle(), fault);
    }

    /** The bundle has stopped. */
    public void forget(long bundle) {
        faults.remove(bundle);
    }

    public List<Fault> faults() {
        return List.copyOf(faults.values());
    }

    private void change(BooleanSupplier work) {
        boolean changed;
        synchronized (this) {
            changed = work.getAsBoolean();
        }
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }

    private boolean replace(@Nullable Extension added, @Nullable LuaExtension removed) {
        List<Extension> next = new ArrayList<>(all);
        for (Extension extension : all) {
            if (extension.service() == removed) {
                next.remove(extension);
                errors.keySet().removeIf(opening -> opening.extension() == extension.id());
            }
        }
        if (added != null) {
            next.add(added);
        }
        return update(next);
    }

    /** Returns whether some module comes from elsewhere by it. */
    private boolean update(List<Extension> extensions) {
        List<Extension> next = new ArrayList<>(extensions);
        next.sort(precedence);
        SortedMap<String, Extension> map = new TreeMap<>();
        for (Extension extension : next) {
            if (precedence.counts(extension)) {
                extension.modules().forEach(module -> map.putIfAbsent(module, extension));
            }
        }
        boolean changed = !winners.equals(map);
        all = List.copyOf(next);
        winners = Collections.unmodifiableSortedMap(map);
        return changed;
    }
}
