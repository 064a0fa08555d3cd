package luafcgid.ext.shared.store;

/**
 * What a dictionary holds and has done, as far as the store knows; approximate while others write.
 *
 * @param entries   held, expired ones included that were not removed yet
 * @param bytes     taken, by estimate
 * @param limits    in force; 0 where the store has no such limit
 * @param hits      keys that were found
 * @param misses    keys that were not
 * @param evictions entries removed to make room
 */
public record Stats(long entries, long bytes, Limits limits, long hits, long misses, long evictions) {}
