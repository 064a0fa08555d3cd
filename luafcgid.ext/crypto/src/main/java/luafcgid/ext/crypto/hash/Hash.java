package luafcgid.ext.crypto.hash;

/** A digest or an authentication code that is fed piece by piece. */
public interface Hash {
    void update(byte[] bytes, int offset, int length);

    /** The value of what was fed so far; more may follow. */
    byte[] value();

    /** The value of what was fed so far, which is then forgotten. */
    byte[] finish();

    /** Forgets what was fed. */
    void reset();

    /** Another that was fed the same. */
    Hash copy();

    /** Bytes of the value. */
    int size();

    /** The value of these bytes alone. */
    default byte[] of(byte[] bytes) {
        reset();
        update(bytes, 0, bytes.length);
        return finish();
    }
}
