package luafcgid.ext.shared.store;

/** A number. Whole numbers that doubles hold exactly are always {@link Int} when they come from {@link #of}. */
public sealed interface Numeric extends Data {
    /** Up to here every whole number is a double. */
    double EXACT = 0x1p53;

    /** A 64-bit integer. */
    record Int(long value) implements Numeric {}

    /** Any double, not a number and infinities among them. */
    record Real(double value) implements Numeric {}

    static Numeric of(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= EXACT;
        boolean negativeZero = value == 0 && 1 / value < 0;
        return whole && !negativeZero ? new Int((long) value) : new Real(value);
    }

    default double asDouble() {
        return this instanceof Int whole ? whole.value : ((Real) this).value;
    }

    /** The sum: of integers exactly, as a double where it has no room in one. */
    default Numeric plus(Numeric other) {
        if (this instanceof Int a && other instanceof Int b) {
            long sum = a.value + b.value;
            boolean overflow = ((a.value ^ sum) & (b.value ^ sum)) < 0;
            return overflow ? new Real((double) a.value + b.value) : new Int(sum);
        }
        return of(asDouble() + other.asDouble());
    }

    @Override
    default long weight() {
        return 24;
    }
}
