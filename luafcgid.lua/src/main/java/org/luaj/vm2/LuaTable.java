package org.luaj.vm2;

import java.util.ArrayList;
import java.util.List;
import java.util.WeakHashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A table. Used by one thread at a time.
 *
 * <p>Two interfaces lead to the same entries: LuaJ's, for libraries and extensions, and the one that compiled code uses, which keeps
 * numbers unboxed ({@link #tag(long)}, {@link #slot(LuaString)} and what goes with them). A subclass may override LuaJ's: compiled code
 * reads and replaces what is in the table without asking it, and asks it for all else.
 */
@NullMarked
public class LuaTable extends TableEntries implements Metatable {
    private static final int MOST_RESULTS = 1_000_000;
    private static final LuaString N = LuaString.valueOf("n");

    private static volatile Runnable whenWeak = () -> {};

    /** Set by {@link #setmetatable(LuaValue)}. */
    protected @Nullable LuaTable m_metatable;

    /** Whether a subclass has a say in what is read and stored. */
    private final boolean guarded;

    /** Whether this was looked at as a metatable, and had no {@code __newindex}; as long as no key is added. */
    private boolean lacksNewindex;

    /** What weak tables have for this key. */
    private @Nullable WeakHashMap<WeakEntries, LuaValue> held;

    public LuaTable() {
        guarded = getClass() != LuaTable.class && Overriding.BY_CLASS.get(getClass());
    }

    /** With room for some values of the keys 1 to {@code narray}, and for {@code nhash} other keys. */
    @SuppressWarnings("this-escape") // Only what is final is called.
    public LuaTable(int narray, int nhash) {
        this();
        if (narray > 0) {
            array = new @Nullable LuaValue[narray + 1];
        }
        if (nhash > 0) {
            nodes = new @Nullable LuaValue[nodesFor(nhash)];
        }
    }

    /** With keys and values in turn, values of the keys from 1 on, and more of these. */
    @SuppressWarnings("this-escape") // LuaJ's constructor.
    public LuaTable(
            @Nullable LuaValue @Nullable [] named, @Nullable LuaValue @Nullable [] unnamed, @Nullable Varargs lastarg) {
        this(
                (unnamed == null ? 0 : unnamed.length) + (lastarg == null ? 0 : lastarg.narg()),
                named == null ? 0 : named.length >> 1);
        int count = 0;
        for (int i = 0; unnamed != null && i < unnamed.length; i++) {
            rawset(++count, unnamed[i]);
        }
        for (int i = 1; lastarg != null && i <= lastarg.narg(); i++) {
            rawset(++count, lastarg.arg(i));
        }
        for (int i = 0; named != null && i + 1 < named.length; i += 2) {
            if (!named[i + 1].isnil()) {
                rawset(named[i], named[i + 1]);
            }
        }
    }

    /** With all values, and their number as {@code n}. */
    public LuaTable(Varargs varargs) {
        this(varargs, 1);
    }

    /** With all values from one on, and their number as {@code n}. */
    @SuppressWarnings("this-escape") // LuaJ's constructor.
    public LuaTable(Varargs varargs, int firstarg) {
        this(Math.max(varargs.narg() - firstarg + 1, 0), 1);
        int count = Math.max(varargs.narg() - firstarg + 1, 0);
        rawset(N, LuaInteger.valueOf(count));
        for (int i = 1; i <= count; i++) {
            rawset(i, varargs.arg(firstarg + i - 1));
        }
    }

    @Override
    public int type() {
        return TTABLE;
    }

    @Override
    public String typename() {
        return "table";
    }

    @Override
    public boolean istable() {
        return true;
    }

    @Override
    public LuaTable checktable() {
        return this;
    }

    @Override
    public LuaTable opttable(@Nullable LuaTable defval) {
        return this;
    }

    /** Makes room for values of the keys 1 to {@code narray}. */
    @Override
    public void presize(int narray) {
        presize(narray, 0);
    }

    /** Makes room for values of the keys 1 to {@code narray}, and for {@code nhash} other keys. */
    public void presize(int narray, int nhash) {
        if (weak != null) {
            return;
        }
        if (nhash > used && nodesFor(nhash) > nodes.length) {
            resize(Math.max(narray, array.length - 1), nhash);
        } else if (narray >= array.length && narray > 0) {
            resizeArray(narray);
        }
    }

    /** Null if there is none. */
    public final @Nullable LuaTable metatable() {
        return m_metatable;
    }

    @Override
    public @Nullable LuaValue getmetatable() {
        return m_metatable;
    }

    /** Sets it, removes it if it is nil. Its {@code __mode} is looked at now, not later. */
    @Override
    public LuaValue setmetatable(@Nullable LuaValue metatable) {
        LuaTable table = metatable == null || metatable.isnil() ? null : metatable.checktable();
        Metatable mode = metatableOf(table);
        weaken(mode != null && mode.useWeakKeys(), mode != null && mode.useWeakValues());
        m_metatable = table;
        return this;
    }

    /** Sets what is to be done whenever a table becomes weak, on the thread that makes it so. */
    public static void whenWeak(Runnable action) {
        whenWeak = action;
    }

    private void weaken(boolean weakKeys, boolean weakValues) {
        boolean wanted = weakKeys || weakValues;
        if (!wanted && weak == null) {
            return;
        }
        LuaTable copy = new LuaTable();
        copy.weak = wanted ? new WeakEntries(weakKeys, weakValues) : null;
        whenWeak.run();
        for (int at = after(0); at > 0; at = after(at)) {
            copy.rawset(keyIn(at), valueIn(at));
        }
        array = copy.array;
        arrayBits = copy.arrayBits;
        nodes = copy.nodes;
        nodeBits = copy.nodeBits;
        used = copy.used;
        names = copy.names;
        weak = copy.weak;
    }

    /** Keeps what a weak table has for this key; null if it has no longer. */
    final void hold(WeakEntries entries, @Nullable LuaValue value) {
        WeakHashMap<WeakEntries, LuaValue> all = held;
        if (all == null) {
            held = all = new WeakHashMap<>();
        }
        if (value == null) {
            all.remove(entries);
        } else {
            all.put(entries, value);
        }
    }

    /** Whether what {@link #slot(LuaString)} does not find is not there: no subclass has a say, and nothing is held weakly. */
    public final boolean isPlain() {
        return weak == null && !guarded;
    }

    @Override
    public LuaValue get(int key) {
        LuaValue value = rawget(key);
        return value.isnil() && m_metatable != null ? gettable(this, LuaInteger.valueOf(key)) : value;
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = rawget(key);
        return value.isnil() && m_metatable != null ? gettable(this, key) : value;
    }

    @Override
    public LuaValue rawget(int key) {
        return entry((long) key);
    }

    /** As {@link #rawget(int)}. */
    public final LuaValue rawget(long key) {
        return guarded ? rawget((LuaValue) LuaInteger.valueOf(key)) : entry(key);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        return entry(key);
    }

    @Override
    public void set(int key, LuaValue value) {
        if (m_metatable == null || !rawget(key).isnil() || !settable(this, LuaInteger.valueOf(key), value)) {
            rawset(key, value);
        }
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        if (m_metatable == null || !rawget(key).isnil() || !settable(this, key, value)) {
            rawset(key, value);
        }
    }

    @Override
    public void rawset(int key, LuaValue value) {
        store(key, tagOf(value), bitsOf(value));
    }

    /** As {@link #rawset(int, LuaValue)}. */
    public final void rawset(long key, LuaValue value) {
        if (guarded) {
            rawset((LuaValue) LuaInteger.valueOf(key), value);
        } else {
            store(key, tagOf(value), bitsOf(value));
        }
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        hashset(key, value);
    }

    /** Stores the value of any key. */
    public void hashset(LuaValue key, LuaValue value) {
        if (key instanceof LuaString) {
            store(key, tagOf(value), bitsOf(value));
        } else if (key instanceof LuaNumber number && number.islong()) {
            store(number.tolong(), tagOf(value), bitsOf(value));
        } else if (key.isvalidkey()) {
            store(key, tagOf(value), bitsOf(value));
        } else {
            throw new LuaError(key.isnil() ? "table index is nil" : "table index is NaN");
        }
    }

    @Override
    final boolean assign(long key, @Nullable LuaValue tag, long bits) {
        if ((m_metatable != null || guarded) && !isOpen() && entry(key).isnil()) {
            return false;
        }
        store(key, tag, bits);
        return true;
    }

    @Override
    final boolean assignAt(int slot, @Nullable LuaValue tag, long bits) {
        if (nodes[slot + 1] == null && !isOpen()) {
            return false;
        }
        storeInSlot(slot, tag, bits);
        return true;
    }

    /** Whether a key without a value may be given one without asking anybody. */
    private boolean isOpen() {
        return !guarded && (m_metatable == null || m_metatable.lacksNewindex());
    }

    private boolean lacksNewindex() {
        if (!lacksNewindex && !guarded) {
            lacksNewindex = entry(NEWINDEX).isnil();
        }
        return lacksNewindex;
    }

    @Override
    final void entryAdded() {
        lacksNewindex = false;
    }

    /**
     * Copies the values of the keys {@code first} to {@code last} to as many keys from {@code to} on, if all of them are in the array part
     * and nobody has a say; returns whether it did.
     */
    public final boolean moveInArray(long first, long last, long to) {
        long highest = Math.max(last, to + (last - first));
        if (guarded || Math.min(first, to) < 0 || highest >= array.length) {
            return false;
        }
        entryAdded();
        int count = (int) (last - first) + 1;
        System.arraycopy(array, (int) first, array, (int) to, count);
        if (arrayBits.length > 0) {
            System.arraycopy(arrayBits, (int) first, arrayBits, (int) to, count);
        }
        return true;
    }

    /** Removes the value of a key, or with 0 the last one; those behind move down. None where there is no such value. */
    public LuaValue remove(int pos) {
        int last = rawlen();
        int from = pos == 0 ? last : pos;
        if (from > last) {
            return NONE;
        }
        LuaValue removed = rawget(from);
        if (removed.isnil()) {
            return NONE;
        }
        for (int i = from; i < last; i++) {
            rawset(i, rawget(i + 1));
        }
        rawset(last, NIL);
        return removed;
    }

    /** Sets the value of a key, or with 0 the one behind the last; those from there on move up. */
    public void insert(int pos, LuaValue value) {
        int last = rawlen();
        int at = pos == 0 ? last + 1 : pos;
        for (int i = last; i >= at; i--) {
            rawset(i + 1, rawget(i));
        }
        rawset(at, value);
    }

    /** The strings and numbers of the keys {@code i} to {@code j}, with {@code sep} between them. */
    public LuaValue concat(LuaString sep, int i, int j) {
        Buffer all = new Buffer();
        for (int at = i; at <= j; at++) {
            LuaValue value = get(at);
            if (!value.isstring()) {
                throw new LuaError(
                        "invalid value (" + value.typename() + ") at index " + at + " in table for 'concat'");
            }
            all.append(value.strvalue());
            if (at == j) {
                break;
            }
            all.append(sep);
        }
        return all.tostring();
    }

    @Override
    public int length() {
        return m_metatable == null ? rawlen() : len().toint();
    }

    @Override
    public LuaValue len() {
        LuaValue length = metatag(LEN);
        return length.toboolean() ? length.call(this) : LuaInteger.valueOf(rawlen());
    }

    /** A border: the value of the key is not nil (but for 0), and that of the next is. */
    @Override
    public int rawlen() {
        return (int) Math.min(border(), Integer.MAX_VALUE);
    }

    /** The entry behind that of a key, with nil the first: key and value; nil behind the last. */
    @Override
    public Varargs next(LuaValue key) {
        int at = positionOf(key);
        if (at < 0) {
            throw new LuaError("invalid key to 'next'", 0);
        }
        for (at = after(at); at > 0; at = after(at)) {
            LuaValue value = valueIn(at);
            LuaValue next = keyIn(at);
            // The collector may have been faster.
            if (!value.isnil() && !next.isnil()) {
                return varargsOf(next, value);
            }
        }
        return NIL;
    }

    @Override
    public Varargs inext(LuaValue key) {
        int next = key.checkint() + 1;
        LuaValue value = rawget(next);
        return value.isnil() ? NONE : varargsOf(LuaInteger.valueOf(next), value);
    }

    /** Sorts by {@code <}, or by what a function says of two values. */
    public void sort(LuaValue comparator) {
        new Sorting(this, comparator).sort();
    }

    public int keyCount() {
        int count = 0;
        for (int at = after(0); at > 0; at = after(at)) {
            count++;
        }
        return count;
    }

    public LuaValue[] keys() {
        List<LuaValue> keys = new ArrayList<>();
        for (int at = after(0); at > 0; at = after(at)) {
            keys.add(keyIn(at));
        }
        return keys.toArray(new LuaValue[0]);
    }

    @Override
    public LuaValue eq(LuaValue other) {
        return valueOf(eq_b(other));
    }

    @Override
    public boolean eq_b(LuaValue other) {
        if (raweq(other)) {
            return true;
        }
        if (m_metatable == null || !other.istable()) {
            return false;
        }
        LuaValue others = other.getmetatable();
        return others != null && eqmtcall(this, m_metatable, other, others);
    }

    /** All values from the key 1 on. */
    public Varargs unpack() {
        return unpack(1);
    }

    public Varargs unpack(int i) {
        return unpack(i, rawlen());
    }

    public Varargs unpack(int i, int j) {
        long count = (long) j - i + 1;
        if (count <= 0) {
            return NONE;
        }
        if (count >= MOST_RESULTS) {
            throw new LuaError("too many results to unpack");
        }
        LuaValue[] values = new LuaValue[(int) count];
        for (int n = 0; n < values.length; n++) {
            values[n] = get(i + n);
        }
        return varargsOf(values);
    }

    @Override
    public boolean useWeakKeys() {
        return false;
    }

    @Override
    public boolean useWeakValues() {
        return false;
    }

    @Override
    public LuaValue toLuaValue() {
        return this;
    }
}
