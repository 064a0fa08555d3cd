package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;

/**
 * Sorts a list's values in place: quicksort by the median of the first, the middle and the last one. A comparison that contradicts itself
 * is noticed where it leads out of the range; it never leads anywhere else.
 */
@NullMarked
final class Sorting {
    private final LuaTable table;
    private final LuaValue comparator;

    Sorting(LuaTable table, LuaValue comparator) {
        this.table = table;
        this.comparator = comparator;
    }

    void sort() {
        sort(1, table.length());
    }

    private void sort(int first, int last) {
        int low = first;
        int high = last;
        while (low < high) {
            order(low, high);
            if (high - low == 1) {
                return;
            }
            int middle = (low + high) >>> 1;
            if (!order(low, middle)) {
                order(middle, high);
            }
            if (high - low == 2) {
                return;
            }
            int pivot = partition(low, high, middle);
            // The shorter part first, so that the stack stays flat.
            if (pivot - low < high - pivot) {
                sort(low, pivot - 1);
                low = pivot + 1;
            } else {
                sort(pivot + 1, high);
                high = pivot - 1;
            }
        }
    }

    /** Parts what is between the ends, which are in order already; returns where the pivot is. */
    private int partition(int low, int high, int middle) {
        LuaValue pivot = table.get(middle);
        swap(middle, high - 1);
        int i = low;
        int j = high - 1;
        while (true) {
            while (less(table.get(++i), pivot)) {
                if (i >= high) {
                    throw new LuaError("invalid order function for sorting");
                }
            }
            while (less(pivot, table.get(--j))) {
                if (j <= low) {
                    throw new LuaError("invalid order function for sorting");
                }
            }
            if (j < i) {
                swap(high - 1, i);
                return i;
            }
            swap(i, j);
        }
    }

    /** Returns whether they were in the wrong order. */
    private boolean order(int i, int j) {
        boolean wrong = less(table.get(j), table.get(i));
        if (wrong) {
            swap(i, j);
        }
        return wrong;
    }

    private void swap(int i, int j) {
        LuaValue moved = table.get(i);
        table.set(i, table.get(j));
        table.set(j, moved);
    }

    private boolean less(LuaValue one, LuaValue other) {
        return comparator.isnil()
                ? one.lt_b(other)
                : comparator.call(one, other).toboolean();
    }
}
