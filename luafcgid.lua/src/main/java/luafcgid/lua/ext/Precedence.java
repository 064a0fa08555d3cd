package luafcgid.lua.ext;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import luafcgid.lua.Extensions.Owner;

/** Which extension comes first, and which counts no longer. Guarded by its {@link ExtensionRegistry}. */
final class Precedence implements Comparator<Extension> {
    private final Set<Long> retired = new HashSet<>();
    private final Map<Long, Long> ages = new HashMap<>();

    /** The winner comes first. */
    @Override
    public int compare(Extension a, Extension b) {
        if (a.ranking() != b.ranking()) {
            return Integer.compare(b.ranking(), a.ranking());
        }
        int byAge = Long.compare(age(a), age(b));
        return byAge != 0 ? byAge : Long.compare(a.id(), b.id());
    }

    private long age(Extension extension) {
        return Math.min(ages.getOrDefault(extension.owner().bundle(), Long.MAX_VALUE), extension.id());
    }

    boolean counts(Extension extension) {
        return !retired.contains(extension.owner().bundle());
    }

    void retire(long bundle) {
        if (bundle != Owner.NONE.bundle()) {
            retired.add(bundle);
        }
    }

    /** The successor is as old as the extension that it replaces. */
    void inherit(Extension from, long successor) {
        ages.merge(successor, age(from), Math::min);
    }

    void restore(long bundle) {
        retired.remove(bundle);
        ages.remove(bundle);
    }
}
