package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A table's values of all other keys: open addressing with linear probing. A node is a key and, behind it, its value's tag; the bits of
 * numbers are in an array of their own. A key whose value is nil stays, so that a traversal may go on from it, until another key takes its
 * node or all are arranged anew. A slot is the place of a node's key.
 */
@NullMarked
@SuppressWarnings("ReferenceEquality") // Tags are compared by identity, and so are most keys, first.
abstract class HashPart extends ArrayPart {
    /** Shared by all tables without nodes, and never written: one place to find nothing at. */
    static final @Nullable LuaValue[] NO_NODES = {null, null};

    private static final int MOST_NODES = 1 << 29;

    @Nullable
    LuaValue[] nodes = NO_NODES;

    /** Half as long as the nodes, or empty as long as no number was stored. */
    long[] nodeBits = NO_BITS;

    /** How many nodes have a key. */
    int used;

    /** A bit for some of each name's hash code: where it is not set, the name is nowhere. */
    long names;

    /** Where a name is; negative if it is nowhere. Valid until a key is added. */
    public final int slot(LuaString name) {
        @Nullable LuaValue[] nodes = this.nodes;
        int hash = name.hashCode();
        int i = hash & (nodes.length - 2);
        if (nodes[i] == name) {
            return i;
        }
        if ((names & bit(hash)) == 0) {
            return -1;
        }
        int next = (i + 2) & (nodes.length - 1);
        return nodes[next] == name ? next : find(name, i);
    }

    /** Whether a slot, which may be one of another table, is that of a name; false also where the name is another object. */
    public final boolean isAt(LuaString name, int slot) {
        @Nullable LuaValue[] nodes = this.nodes;
        return slot < nodes.length && nodes[slot] == name;
    }

    /** By the bits that say least of where a name is. */
    private static long bit(int hash) {
        return 1L << (hash >>> 26);
    }

    /** What a slot holds; null for nil. */
    public final @Nullable LuaValue tagAt(int slot) {
        return nodes[slot + 1];
    }

    /** The number of a slot whose {@link #tagAt(int)} is {@link #FLOAT} or {@link #INTEGER}. */
    public final long bitsAt(int slot) {
        return nodeBits[slot >> 1];
    }

    /** Stores a float unless a metatable has a say; returns whether it did. */
    public final boolean putFloatAt(int slot, double value) {
        if (nodes[slot + 1] == FLOAT) {
            nodeBits[slot >> 1] = Double.doubleToRawLongBits(value);
            return true;
        }
        return assignAt(slot, FLOAT, Double.doubleToRawLongBits(value));
    }

    /** Stores an integer unless a metatable has a say; returns whether it did. */
    public final boolean putIntegerAt(int slot, long value) {
        if (nodes[slot + 1] == INTEGER) {
            nodeBits[slot >> 1] = value;
            return true;
        }
        return assignAt(slot, INTEGER, value);
    }

    /** Stores any value, nil too, unless a metatable has a say; returns whether it did. */
    public final boolean putAt(int slot, LuaValue value) {
        @Nullable LuaValue[] nodes = this.nodes;
        if (nodes[slot + 1] != null && isKeptAsItIs(value)) {
            nodes[slot + 1] = value;
            return true;
        }
        return assignAt(slot, tagOf(value), bitsOf(value));
    }

    /** Stores what does not simply take the place of its like, unless a metatable has a say. */
    abstract boolean assignAt(int slot, @Nullable LuaValue tag, long bits);

    private int find(LuaString name, int start) {
        @Nullable LuaValue[] nodes = this.nodes;
        int hash = name.hashCode();
        int i = start;
        do {
            LuaValue key = nodes[i];
            if (key == null) {
                return -1;
            }
            if (key == name || (key instanceof LuaString other && other.hashCode() == hash && other.raweq(name))) {
                return i;
            }
            i = (i + 2) & (nodes.length - 1);
        } while (i != start);
        return -1;
    }

    /** Where an integer key is. */
    final int slot(long key) {
        @Nullable LuaValue[] nodes = this.nodes;
        int start = Hashing.of(key) & (nodes.length - 2);
        int i = start;
        do {
            LuaValue other = nodes[i];
            if (other == null) {
                return -1;
            }
            if (other instanceof LuaInteger integer && integer.v == key) {
                return i;
            }
            i = (i + 2) & (nodes.length - 1);
        } while (i != start);
        return -1;
    }

    /** Where any key is; a float that equals an integer is that. */
    final int slotOf(LuaValue key) {
        if (key instanceof LuaString name) {
            return slot(name);
        }
        if (key instanceof LuaInteger integer) {
            return slot(integer.v);
        }
        @Nullable LuaValue[] nodes = this.nodes;
        int start = key.hashCode() & (nodes.length - 2);
        int i = start;
        do {
            LuaValue other = nodes[i];
            if (other == null) {
                return -1;
            }
            if (other == key || other.raweq(key)) {
                return i;
            }
            i = (i + 2) & (nodes.length - 1);
        } while (i != start);
        return -1;
    }

    /** Stores in a node that has its key. */
    final void storeIn(int slot, @Nullable LuaValue tag, long bits) {
        if (isNumber(tag)) {
            if (nodeBits.length == 0) {
                nodeBits = new long[nodes.length >> 1];
            }
            nodeBits[slot >> 1] = bits;
        }
        nodes[slot + 1] = tag;
    }

    /** Adds a key that is in no node; returns whether there was room. */
    final boolean add(LuaValue key, LuaValue tag, long bits) {
        @Nullable LuaValue[] nodes = this.nodes;
        if (nodes == NO_NODES) {
            return false;
        }
        int i = key.hashCode() & (nodes.length - 2);
        int last = (i - 2) & (nodes.length - 1);
        while (nodes[i + 1] != null && i != last) {
            i = (i + 2) & (nodes.length - 1);
        }
        boolean fresh = nodes[i] == null;
        if (nodes[i + 1] != null || (fresh && used >= mostKeys(nodes.length))) {
            return false;
        }
        storeIn(i, tag, bits);
        nodes[i] = key;
        if (key instanceof LuaString name) {
            names |= bit(name.hashCode());
        }
        used += fresh ? 1 : 0;
        return true;
    }

    /** How many keys nodes of a length may hold: the probes for what is absent are few while many places are free. */
    private static int mostKeys(int length) {
        int capacity = length >> 1;
        return capacity <= 4 ? capacity : capacity - (capacity >> 2);
    }

    /** How long an array of nodes for some keys is. */
    static int nodesFor(long keys) {
        if (keys > MOST_NODES) {
            throw new LuaError("table overflow");
        }
        int length = 2;
        while (mostKeys(length) < keys) {
            length <<= 1;
        }
        return length;
    }
}
