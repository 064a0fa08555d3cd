package luafcgid.lua.runtime;

/** Arithmetic of floats that Java has no operator for. */
public final class Floats {
    private Floats() {}

    /** The remainder of a division that rounds towards minus infinity, as 5.3 and later have it. */
    public static double modulo(double a, double b) {
        double remainder = a % b;
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
    }

    /** The same of 5.1 and 5.2: by way of the quotient, so that an infinite divisor gives no number. */
    public static double moduloByQuotient(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    public static double floorDivide(double a, double b) {
        return Math.floor(a / b);
    }

    public static double power(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        if (b == 0.5 && a > 0) {
            return Math.sqrt(a);
        }
        // C has one to any power and any number to the power of zero be one, even where the other is no number.
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }

    /** Whether it is equal to an integer of 64 bits. */
    public static boolean isInteger(double value) {
        return value == Math.rint(value) && value >= -0x1p63 && value < 0x1p63;
    }
}
