package luafcgid.ext.shared.store;

/**
 * What a key held at a moment. Which object it is counts: {@link SharedDictionary#swap} succeeds only while the key still holds what
 * this entry was got from, and an equal value written since does not make up for it.
 */
public interface Entry {
    Data value();

    /** A number that the writer attached; 0 for none. */
    int flags();
}
