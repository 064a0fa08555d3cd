package org.luaj.vm2;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * All entries of a weak table. What the collector of C Lua may take is held weakly: tables, functions, userdata and threads. A value of a
 * weak key that is a table is held by that key, so that it may refer to the key without keeping it.
 */
@NullMarked
@SuppressWarnings("ReferenceEquality") // Most keys are the same object.
final class WeakEntries {
    private static final int LEAST_LENGTH = 8;

    private final boolean weakKeys;
    private final boolean weakValues;
    private final ReferenceQueue<LuaValue> collected = new ReferenceQueue<>();

    /** Each is null, a value, or a reference to one that was held weakly. */
    private @Nullable Object[] keys = new @Nullable Object[LEAST_LENGTH];

    private @Nullable Object[] values = new @Nullable Object[LEAST_LENGTH];
    private int used;

    WeakEntries(boolean weakKeys, boolean weakValues) {
        this.weakKeys = weakKeys;
        this.weakValues = weakValues;
    }

    private static final class Key extends WeakReference<LuaValue> {
        private final int hash;

        Key(LuaValue key, ReferenceQueue<LuaValue> collected) {
            super(key, collected);
            hash = key.hashCode();
        }
    }

    /** Returns nil where there is none. */
    LuaValue get(LuaValue key) {
        int i = find(key);
        LuaValue value = i < 0 ? null : value(i);
        return value == null ? LuaValue.NIL : value;
    }

    /** Sets, removes if the value is nil. */
    void put(LuaValue key, LuaValue value) {
        forgetCollected();
        int i = find(key);
        if (value.isnil()) {
            if (i >= 0) {
                values[i] = null;
                if (holdsValues(key)) {
                    ((LuaTable) key).hold(this, null);
                }
            }
            return;
        }
        if (i < 0) {
            i = add(key);
        }
        values[i] = held(key, value);
    }

    /** Its place is the one that the table's positions begin with. */
    int places() {
        return keys.length;
    }

    /** Null where the entry was removed or collected. */
    @Nullable
    LuaValue key(int place) {
        return value(place) == null ? null : strong(keys[place]);
    }

    @Nullable
    LuaValue value(int place) {
        return strong(values[place]);
    }

    /** Where a key is; negative where it is nowhere. */
    int find(LuaValue key) {
        int mask = keys.length - 1;
        for (int i = key.hashCode() & mask; keys[i] != null; i = (i + 1) & mask) {
            LuaValue other = strong(keys[i]);
            if (other != null && (other == key || other.raweq(key))) {
                return i;
            }
        }
        return -1;
    }

    private int add(LuaValue key) {
        if (used >= keys.length - (keys.length >> 2)) {
            rearrange();
        }
        int mask = keys.length - 1;
        int i = key.hashCode() & mask;
        while (keys[i] != null && key(i) != null) {
            i = (i + 1) & mask;
        }
        used += keys[i] == null ? 1 : 0;
        keys[i] = weakKeys && isCollectable(key) ? new Key(key, collected) : key;
        return i;
    }

    private Object held(LuaValue key, LuaValue value) {
        if (!isCollectable(value)) {
            return value;
        }
        if (holdsValues(key)) {
            ((LuaTable) key).hold(this, value);
            return new WeakReference<>(value);
        }
        return weakValues ? new WeakReference<>(value) : value;
    }

    /** Whether it is for the key to hold what belongs to it. */
    private boolean holdsValues(LuaValue key) {
        return weakKeys && !weakValues && key instanceof LuaTable;
    }

    private void rearrange() {
        int live = 0;
        for (int i = 0; i < keys.length; i++) {
            live += key(i) == null ? 0 : 1;
        }
        int length = LEAST_LENGTH;
        while (length < 2 * (live + 1)) {
            length <<= 1;
        }
        @Nullable Object[] newKeys = new @Nullable Object[length];
        @Nullable Object[] newValues = new @Nullable Object[length];
        int moved = 0;
        for (int i = 0; i < keys.length; i++) {
            LuaValue key = key(i);
            if (key != null) {
                int to = key.hashCode() & (length - 1);
                while (newKeys[to] != null) {
                    to = (to + 1) & (length - 1);
                }
                newKeys[to] = keys[i];
                newValues[to] = values[i];
                moved++;
            }
        }
        keys = newKeys;
        values = newValues;
        used = moved;
    }

    /** Lets go of the values of keys that were collected. */
    private void forgetCollected() {
        for (Object key = collected.poll(); key != null; key = collected.poll()) {
            int mask = keys.length - 1;
            int i = ((Key) key).hash & mask;
            while (keys[i] != null && keys[i] != key) {
                i = (i + 1) & mask;
            }
            if (keys[i] == key) {
                values[i] = null;
            }
        }
    }

    private static boolean isCollectable(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TTABLE, LuaValue.TFUNCTION, LuaValue.TUSERDATA, LuaValue.TTHREAD -> true;
            default -> false;
        };
    }

    private static @Nullable LuaValue strong(@Nullable Object held) {
        return held instanceof WeakReference<?> reference ? (LuaValue) reference.get() : (LuaValue) held;
    }
}
