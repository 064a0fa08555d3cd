package luafcgid.ext.crypto.hash;

import java.security.MessageDigest;

/** A digest of Java's. */
record DigestHash(MessageDigest digest) implements Hash {
    @Override
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
        return cloned().digest();
    }

    @Override
    public byte[] finish() {
        return digest.digest();
    }

    @Override
    public void reset() {
        digest.reset();
    }

    @Override
    public Hash copy() {
        return new DigestHash(cloned());
    }

    @Override
    public int size() {
        return digest.getDigestLength();
    }

    private MessageDigest cloned() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new UnsupportedOperationException(digest.getAlgorithm() + " cannot be copied", e);
        }
    }
}
