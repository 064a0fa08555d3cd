package luafcgid.ext.crypto.zlib;

/** What surrounds deflated data. */
enum Format {
    RAW,
    ZLIB,
    GZIP,
    /** Whichever of zlib and gzip it begins as. */
    DETECT;

    private static final int LEAST_BITS = 8;
    private static final int MOST_BITS = 15;
    private static final int GZIP_BITS = 16;
    private static final int DETECT_BITS = 32;

    /** As zlib's {@code deflateInit2} reads the bits of the window, whose size itself Java does not let choose. */
    static Format ofDeflate(int bits) {
        return bits == 0 ? refuse(bits) : of(bits, false);
    }

    /** As zlib's {@code inflateInit2} reads the bits of the window. */
    static Format ofInflate(int bits) {
        return bits == 0 ? ZLIB : of(bits, true);
    }

    private static Format of(int bits, boolean inflate) {
        if (isWindow(-bits)) {
            return RAW;
        } else if (isWindow(bits)) {
            return ZLIB;
        } else if (isWindow(bits - GZIP_BITS) || (inflate && bits == GZIP_BITS)) {
            return GZIP;
        } else if (inflate && (isWindow(bits - DETECT_BITS) || bits == DETECT_BITS)) {
            return DETECT;
        }
        return refuse(bits);
    }

    private static boolean isWindow(int bits) {
        return bits >= LEAST_BITS && bits <= MOST_BITS;
    }

    private static Format refuse(int bits) {
        throw new ZlibError("InternalError: inconsistent internal zlib stream (window size " + bits
                + ": 8 to 15, negative for raw data, 16 more for gzip)");
    }
}
