package luafcgid.daemon.exchange;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A table that fills itself when a script first looks at it, and then is as any other. */
public abstract class LazyTable extends LuaTable {
    private boolean filled;

    /** Puts in what is to be found. Called once. */
    protected abstract void fill();

    private void look() {
        if (!filled) {
            filled = true;
            fill();
        }
    }

    @Override
    public LuaValue rawget(int key) {
        look();
        return super.rawget(key);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        look();
        return super.rawget(key);
    }

    @Override
    public void rawset(int key, LuaValue value) {
        look();
        super.rawset(key, value);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        look();
        super.rawset(key, value);
    }

    @Override
    public void hashset(LuaValue key, LuaValue value) {
        look();
        super.hashset(key, value);
    }

    @Override
    public LuaValue remove(int position) {
        look();
        return super.remove(position);
    }

    @Override
    public void insert(int position, LuaValue value) {
        look();
        super.insert(position, value);
    }

    @Override
    public int length() {
        look();
        return super.length();
    }

    @Override
    public int rawlen() {
        look();
        return super.rawlen();
    }

    @Override
    public int keyCount() {
        look();
        return super.keyCount();
    }

    @Override
    public LuaValue[] keys() {
        look();
        return super.keys();
    }

    @Override
    public Varargs next(LuaValue key) {
        look();
        return super.next(key);
    }

    @Override
    public Varargs inext(LuaValue key) {
        look();
        return super.inext(key);
    }

    @Override
    public void sort(LuaValue comparator) {
        look();
        super.sort(comparator);
    }
}
