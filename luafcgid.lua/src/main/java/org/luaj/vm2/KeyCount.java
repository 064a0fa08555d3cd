package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Which part of its keys a table should have in an array. */
@NullMarked
final class KeyCount {
    /** How many keys are above 2^(i-1) and up to 2^i. */
    private final int[] upTo = new int[31];

    private int integers;
    private int others;

    void add(LuaValue key) {
        if (key instanceof LuaInteger integer && integer.v >= 1 && integer.v <= 1 << 30) {
            integers++;
            upTo[power((int) integer.v)]++;
        } else {
            others++;
        }
    }

    /** Adds the keys of an array. */
    void add(@Nullable LuaValue[] array) {
        for (int i = 1; i < array.length; i++) {
            if (array[i] != null) {
                integers++;
                upTo[power(i)]++;
            }
        }
        others += array.length > 0 && array[0] != null ? 1 : 0;
    }

    private static int power(int key) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(key - 1);
    }

    /** The greatest power of 2 of which more than half would be in use; 0 if there is none. */
    int arraySize() {
        int size = 0;
        int below = 0;
        for (int i = 0; i < upTo.length && integers > 1 << i >> 1; i++) {
            below += upTo[i];
            if (below > 1 << i >> 1) {
                size = 1 << i;
            }
        }
        return size;
    }

    /** How many keys are not in an array of a size. */
    int outside(int arraySize) {
        int outside = others + integers;
        for (int i = 0; i < upTo.length && 1 << i <= arraySize; i++) {
            outside -= upTo[i];
        }
        return outside;
    }
}
