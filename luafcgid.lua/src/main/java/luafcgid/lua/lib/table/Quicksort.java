package luafcgid.lua.lib.table;

import java.util.concurrent.ThreadLocalRandom;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/**
 * Sorts by parting around the median of three, always the smaller part first, so that it never needs much of the stack. Finds out in
 * passing when the order contradicts itself.
 */
final class Quicksort {
    /** Where parts are larger the middle is chosen by chance, lest prepared values make it quadratic. */
    private static final int LARGE = 100;

    private final LuaValue[] values;
    private final Order order;

    Quicksort(LuaValue[] values, Order order) {
        this.values = values;
        this.order = order;
    }

    void sort() {
        sort(0, values.length - 1);
    }

    private void sort(int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = part(low, high);
            if (middle - low < high - middle) {
                sort(low, middle - 1);
                low = middle + 1;
            } else {
                sort(middle + 1, high);
                high = middle - 1;
            }
        }
    }

    /** Returns where the one value is that all others were parted by; parts of up to three are sorted then. */
    private int part(int low, int high) {
        orderPair(low, high);
        int middle = middle(low, high);
        if (high - low == 1) {
            return low;
        }
        if (order.isLess(values[middle], values[low])) {
            swap(middle, low);
        } else {
            orderPair(middle, high);
        }
        if (high - low == 2) {
            return middle;
        }
        LuaValue median = values[middle];
        swap(middle, high - 1);
        int i = low;
        int j = high - 1;
        while (true) {
            while (order.isLess(values[++i], median)) {
                if (i == high - 1) {
                    throw invalid();
                }
            }
            while (order.isLess(median, values[--j])) {
                if (j < i) {
                    throw invalid();
                }
            }
            if (j < i) {
                swap(high - 1, i);
                return i;
            }
            swap(i, j);
        }
    }

    private static int middle(int low, int high) {
        int span = high - low;
        return span <= LARGE
                ? low + span / 2
                : low + span / 4 + ThreadLocalRandom.current().nextInt(span / 2);
    }

    private void orderPair(int a, int b) {
        if (order.isLess(values[b], values[a])) {
            swap(a, b);
        }
    }

    private void swap(int a, int b) {
        LuaValue value = values[a];
        values[a] = values[b];
        values[b] = value;
    }

    private static LuaError invalid() {
        return new LuaError("invalid order function for sorting");
    }
}
