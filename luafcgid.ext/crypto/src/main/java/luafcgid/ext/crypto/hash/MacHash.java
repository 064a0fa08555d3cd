package luafcgid.ext.crypto.hash;

import javax.crypto.Mac;

/** A keyed code of Java's. */
record MacHash(Mac mac) implements Hash {
    @Override
    public void update(byte[] bytes, int offset, int length) {
        mac.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
        return cloned().doFinal();
    }

    @Override
    public byte[] finish() {
        return mac.doFinal();
    }

    @Override
    public void reset() {
        mac.reset();
    }

    @Override
    public Hash copy() {
        return new MacHash(cloned());
    }

    @Override
    public int size() {
        return mac.getMacLength();
    }

    private Mac cloned() {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new UnsupportedOperationException(mac.getAlgorithm() + " cannot be copied", e);
        }
    }
}
