package luafcgid.ext.json.text;

/** Powers of ten. */
final class Powers {
    /** All that are doubles. */
    static final double[] DOUBLES = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    /** All that are longs. */
    static final long[] LONGS = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < LONGS.length; i++) {
            LONGS[i] = power;
            power *= 10;
        }
    }

    private Powers() {}
}
