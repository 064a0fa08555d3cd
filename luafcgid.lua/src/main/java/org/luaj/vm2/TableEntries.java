package org.luaj.vm2;

import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A table's entries, wherever they are. Whatever allocates does so before it changes anything: a failure leaves all as it was. */
@NullMarked
abstract class TableEntries extends HashPart {
    private static final int FIRST_ARRAY_SIZE = 4;
    private static final int LARGEST_ARRAY_SIZE = 1 << 30;

    /** If not null, it has all entries. */
    @Nullable
    WeakEntries weak;

    /** A border when it was last looked for. */
    private int border;

    /** Told that a key is about to get a value that has none. */
    abstract void entryAdded();

    /** The value of an integer key. */
    final LuaValue entry(long key) {
        LuaValue tag = tag(key);
        if (tag != null) {
            return isNumber(tag) ? value(tag, bits(key)) : tag;
        }
        if (used > 0) {
            int slot = slot(key);
            if (slot >= 0) {
                return entryAt(slot);
            }
        }
        return weak == null ? NIL : weak.get(LuaInteger.valueOf(key));
    }

    /** The value of any key, nil and what is not a number too. */
    final LuaValue entry(LuaValue key) {
        if (key instanceof LuaString name) {
            int slot = slot(name);
            if (slot >= 0) {
                return entryAt(slot);
            }
            return weak == null ? NIL : weak.get(key);
        }
        if (key instanceof LuaNumber number && number.islong()) {
            return entry(number.tolong());
        }
        int slot = slotOf(key);
        if (slot >= 0) {
            return entryAt(slot);
        }
        return weak == null ? NIL : weak.get(key);
    }

    private LuaValue entryAt(int slot) {
        LuaValue tag = nodes[slot + 1];
        return isNumber(tag) ? value(tag, bitsAt(slot)) : tag == null ? NIL : tag;
    }

    /** Sets the value of an integer key. */
    final void store(long key, @Nullable LuaValue tag, long bits) {
        int i = (int) key;
        if (i == key && i >= 0 && i < array.length) {
            if (array[i] == null && tag != null) {
                entryAdded();
            }
            storeAt(i, tag, bits);
        } else if (weak != null) {
            weak.put(LuaInteger.valueOf(key), value(tag, bits));
        } else {
            storeOutside(key, tag, bits);
        }
    }

    private void storeOutside(long key, @Nullable LuaValue tag, long bits) {
        int slot = used == 0 ? -1 : slot(key);
        if (slot >= 0) {
            storeInSlot(slot, tag, bits);
        } else if (tag != null) {
            if ((key == array.length || (key == 1 && array.length == 0)) && grow((int) key)) {
                entryAdded();
                storeAt((int) key, tag, bits);
            } else {
                insert(LuaInteger.valueOf(key), tag, bits);
            }
        }
    }

    /** Sets the value of any key but numbers that are integers, nil, and what is not a number. */
    final void store(LuaValue key, @Nullable LuaValue tag, long bits) {
        if (weak != null) {
            weak.put(key, value(tag, bits));
            return;
        }
        int slot = slotOf(key);
        if (slot >= 0) {
            storeInSlot(slot, tag, bits);
        } else if (tag != null) {
            insert(key, tag, bits);
        }
    }

    final void storeInSlot(int slot, @Nullable LuaValue tag, long bits) {
        if (nodes[slot + 1] == null && tag != null) {
            entryAdded();
        }
        storeIn(slot, tag, bits);
    }

    private void insert(LuaValue key, LuaValue tag, long bits) {
        entryAdded();
        if (add(key, tag, bits)) {
            return;
        }
        rearrange(key);
        int i = key instanceof LuaInteger integer && integer.isint() ? integer.toint() : -1;
        if (i >= 0 && i < array.length) {
            storeAt(i, tag, bits);
        } else {
            add(key, tag, bits);
        }
    }

    /** Makes room for one more value at the array's end if more than half of the larger array would be in use. */
    private boolean grow(int key) {
        int size = key - 1;
        if (size == 0) {
            resizeArray(FIRST_ARRAY_SIZE);
            return true;
        }
        if (size >= LARGEST_ARRAY_SIZE) {
            return false;
        }
        int larger = Integer.highestOneBit(size) << 1;
        int inUse = 1;
        for (int i = 1; i <= size; i++) {
            inUse += array[i] == null ? 0 : 1;
        }
        if (inUse <= larger >> 1) {
            return false;
        }
        resizeArray(larger);
        return true;
    }

    /** Makes the array larger, and moves there what belongs there. */
    final void resizeArray(int size) {
        @Nullable LuaValue[] newArray = Arrays.copyOf(array, size + 1);
        long[] newBits = arrayBits.length == 0 ? NO_BITS : Arrays.copyOf(arrayBits, size + 1);
        int[] moved = new int[Math.min(used, size + 1)];
        int count = 0;
        if (used > 0) {
            for (int i = array.length; i <= size; i++) {
                int slot = slot((long) i);
                LuaValue tag = slot < 0 ? null : nodes[slot + 1];
                if (tag != null) {
                    if (isNumber(tag)) {
                        if (newBits.length == 0) {
                            newBits = new long[size + 1];
                        }
                        newBits[i] = bitsAt(slot);
                    }
                    newArray[i] = tag;
                    moved[count++] = slot;
                }
            }
        }
        array = newArray;
        arrayBits = newBits;
        for (int i = 0; i < count; i++) {
            nodes[moved[i] + 1] = null;
        }
    }

    /** Makes room for a key: counts which keys there are, and gives both parts the sizes that they should have. */
    private void rearrange(LuaValue key) {
        KeyCount count = new KeyCount();
        count.add(key);
        count.add(array);
        int live = 0;
        for (int i = 0; i < nodes.length; i += 2) {
            LuaValue other = nodes[i];
            if (other != null && nodes[i + 1] != null) {
                count.add(other);
                live++;
            }
        }
        int arraySize = count.arraySize();
        int inNodes = count.outside(arraySize);
        // Where keys come and go there is room for several before all is arranged anew.
        resize(arraySize, live < used ? inNodes + inNodes / 4L : inNodes);
    }

    /** Gives both parts sizes that hold everything. */
    final void resize(int arraySize, long nodeKeys) {
        LuaTable copy = new LuaTable(arraySize, (int) Math.min(nodeKeys, Integer.MAX_VALUE));
        int common = Math.min(array.length, copy.array.length);
        System.arraycopy(array, 0, copy.array, 0, common);
        if (arrayBits.length > 0 && common > 0) {
            copy.arrayBits = Arrays.copyOf(arrayBits, copy.array.length);
        }
        for (int i = common; i < array.length; i++) {
            LuaValue tag = array[i];
            if (tag != null) {
                copy.add(LuaInteger.valueOf((long) i), tag, isNumber(tag) ? arrayBits[i] : 0);
            }
        }
        for (int i = 0; i < nodes.length; i += 2) {
            LuaValue key = nodes[i];
            LuaValue tag = nodes[i + 1];
            if (key != null && tag != null) {
                long bits = isNumber(tag) ? bitsAt(i) : 0;
                int index = key instanceof LuaInteger integer && integer.isint() ? integer.toint() : -1;
                if (index >= 0 && index < copy.array.length) {
                    copy.storeAt(index, tag, bits);
                } else {
                    copy.add(key, tag, bits);
                }
            }
        }
        array = copy.array;
        arrayBits = copy.arrayBits;
        nodes = copy.nodes;
        nodeBits = copy.nodeBits;
        used = copy.used;
        names = copy.names;
    }

    /** A border, as {@code #} finds it. */
    public final long border() {
        int size = array.length - 1;
        if (size > 0 && array[size] == null) {
            return borderInArray(size);
        }
        long known = Math.max(size, 0);
        return (used == 0 && weak == null) || entry(known + 1).isnil() ? known : borderBeyond(known + 1);
    }

    private int borderInArray(int size) {
        int guess = border;
        if (guess < size) {
            if (array[guess + 1] != null) {
                guess++;
            } else if (guess > 0 && array[guess] == null) {
                guess--;
            }
            if ((guess == 0 || array[guess] != null) && array[guess + 1] == null) {
                border = guess;
                return guess;
            }
        }
        int below = 0;
        int above = size;
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (array[middle] == null) {
                above = middle;
            } else {
                below = middle;
            }
        }
        border = below;
        return below;
    }

    /** Looks outside of the array: doubles the distance until a key has no value, then halves it. */
    private long borderBeyond(long known) {
        long below = known;
        long above = known * 2;
        while (!entry(above).isnil()) {
            below = above;
            if (above > Long.MAX_VALUE / 2) {
                return borderFrom(1);
            }
            above *= 2;
        }
        while (above - below > 1) {
            long middle = (below + above) >>> 1;
            if (entry(middle).isnil()) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return below;
    }

    /** For keys that were chosen to mislead. */
    private long borderFrom(long first) {
        long key = first;
        while (!entry(key).isnil()) {
            key++;
        }
        return key - 1;
    }

    /**
     * The next position with an entry: positions begin at 1, -1 is the end. 0 comes before the first. A position stays valid while values
     * of existing keys are set or removed.
     */
    public final int after(int position) {
        int at = position + 1;
        for (; at < array.length; at++) {
            if (array[at] != null) {
                return at;
            }
        }
        int first = Math.max(array.length, 1);
        if (at == first) {
            if (array.length > 0 && array[0] != null) {
                return at;
            }
            at++;
        }
        int nodesFrom = first + 1;
        for (int i = (at - nodesFrom) << 1; i >= 0 && i < nodes.length; i += 2, at++) {
            if (nodes[i + 1] != null) {
                return at;
            }
        }
        return weak == null ? -1 : afterWeak(at);
    }

    private int afterWeak(int position) {
        WeakEntries entries = weak;
        int from = weakFrom();
        for (int at = Math.max(position, from); entries != null && at - from < entries.places(); at++) {
            if (entries.key(at - from) != null) {
                return at;
            }
        }
        return -1;
    }

    private int weakFrom() {
        return Math.max(array.length, 1) + 1 + (nodes.length >> 1);
    }

    /** The key of a position; nil if it has been removed meanwhile. */
    public final LuaValue keyIn(int position) {
        int first = Math.max(array.length, 1);
        if (position < first) {
            return LuaInteger.valueOf((long) position);
        }
        if (position == first) {
            return LuaInteger.valueOf(0L);
        }
        int i = (position - first - 1) << 1;
        LuaValue key = null;
        if (i < nodes.length) {
            key = nodes[i];
        } else if (weak != null) {
            key = weak.key(position - weakFrom());
        }
        return key == null ? NIL : key;
    }

    /** What the slot of a position holds; null if its entry has been removed meanwhile. */
    public final @Nullable LuaValue tagIn(int position) {
        int first = Math.max(array.length, 1);
        if (position < array.length) {
            return array[position];
        }
        if (position == first) {
            return array.length == 0 ? null : array[0];
        }
        int i = (position - first - 1) << 1;
        if (i < nodes.length) {
            return nodes[i + 1];
        }
        return weak == null ? null : weak.value(position - weakFrom());
    }

    /** The number of a position whose {@link #tagIn(int)} is {@link #FLOAT} or {@link #INTEGER}. */
    public final long bitsIn(int position) {
        int first = Math.max(array.length, 1);
        if (position < array.length) {
            return arrayBits[position];
        }
        return position == first ? arrayBits[0] : nodeBits[position - first - 1];
    }

    /** The value of a position; nil if its entry has been removed meanwhile. */
    public final LuaValue valueIn(int position) {
        LuaValue tag = tagIn(position);
        return value(tag, isNumber(tag) ? bitsIn(position) : 0);
    }

    /** The position of a key, for {@link #after(int)}; 0 for nil, negative where the table has no such key. */
    public final int positionOf(LuaValue key) {
        if (key instanceof LuaNil) {
            return 0;
        }
        int first = Math.max(array.length, 1);
        if (key instanceof LuaNumber number && number.islong()) {
            long index = number.tolong();
            if (index >= 0 && index < array.length) {
                return index == 0 ? first : (int) index;
            }
        }
        int slot = slotOf(key);
        if (slot >= 0) {
            return first + 1 + (slot >> 1);
        }
        int place = weak == null ? -1 : weak.find(key);
        return place < 0 ? -1 : weakFrom() + place;
    }
}
