package luafcgid.ext.shared.memory;

import java.util.concurrent.TimeUnit;
import luafcgid.ext.shared.store.Hold;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.Numeric.Int;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;

/** A bit of everything that a store does. */
public final class MemoryStoreUse {
    private MemoryStoreUse() {}

    public static void useAll() throws InterruptedException {
        SharedDictionary dictionary =
                new MemoryStore(MemorySettings.of(100_000, 0, 1 << 20)).dictionary("d", Limits.DEFAULT);
        for (int i = 0; i < 2000; i++) {
            Text key = Text.of("key " + i);
            dictionary.set(key, key, 0, i % 2 == 0 ? Ttl.FOREVER : Ttl.ofSeconds(1e-6));
            dictionary.incr(Text.of("number"), new Int(1), new Int(0), Ttl.FOREVER);
            dictionary.get(key);
        }
        dictionary.purge();
        Hold hold = dictionary.lock(Text.of("key"), 1, 0, Long.MAX_VALUE);
        Hold none = dictionary.lock(Text.of("key"), 2, TimeUnit.MILLISECONDS.toNanos(1), Long.MAX_VALUE);
        if (hold == null
                || none != null
                || !hold.release()
                || dictionary.stats().evictions() == 0) {
            throw new IllegalStateException("the store does not do what it should");
        }
    }
}
