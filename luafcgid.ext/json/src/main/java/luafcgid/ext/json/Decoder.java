package luafcgid.ext.json;

import luafcgid.ext.json.text.Source;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads JSON. How deep it nests costs no stack. */
final class Decoder {
    private static final String VALUE = "value";
    private static final String KEY = "object key string";
    private static final String COLON = "colon";
    private static final String MORE_OBJECT = "comma or object end";
    private static final String MORE_ARRAY = "comma or array end";
    private static final String THE_END = "the end";

    private final Settings settings;
    private final Marks marks;
    private final Scalars scalars;
    private final Values values;

    Decoder(StateContext state, Settings settings, Marks marks) {
        this.settings = settings;
        this.marks = marks;
        this.scalars = new Scalars(settings, marks.none);
        this.values = new Values(state);
    }

    LuaValue decode(LuaString text) {
        Source source = new Source(text, settings.decodeComments);
        if (text.m_length >= 2 && (text.luaByte(0) == 0 || text.luaByte(1) == 0)) {
            throw new LuaError("JSON parser does not support UTF-16 or UTF-32");
        }
        try {
            LuaValue document = document(source);
            if (source.skip(THE_END) != Source.END) {
                throw scalars.unexpected(source, THE_END);
            }
            return document;
        } finally {
            values.clear();
        }
    }

    private LuaValue document(Source source) {
        while (true) {
            LuaValue value = begin(source);
            if (value != null) {
                value = complete(source, value);
                if (value != null) {
                    return value;
                }
            }
        }
    }

    /** Reads a value; null for an array or object whose first value comes next. */
    private @Nullable LuaValue begin(Source source) {
        int c = source.skip(VALUE);
        if (c == '{') {
            descend(source);
            values.openObject();
            if (source.skip(KEY) != '}') {
                key(source);
                return null;
            }
            return close(source, true);
        }
        if (c == '[') {
            descend(source);
            values.openArray();
            return source.skip(VALUE) == ']' ? close(source, false) : null;
        }
        return scalars.read(source, VALUE);
    }

    private void descend(Source source) {
        int depth = values.depth() + 1;
        if (depth > settings.decodeMaxDepth) {
            throw new LuaError("Found too many nested data structures (" + depth + ") at character "
                    + source.position(source.at()));
        }
        source.step();
    }

    /** Puts a value where it belongs, and every array and object that ends behind it; null when another value has to follow. */
    private @Nullable LuaValue complete(Source source, LuaValue first) {
        LuaValue value = first;
        while (values.depth() > 0) {
            values.push(value);
            boolean object = values.inObject();
            String expected = object ? MORE_OBJECT : MORE_ARRAY;
            int c = source.skip(expected);
            if (c == ',') {
                source.step();
                if (object) {
                    source.skip(KEY);
                    key(source);
                }
                return null;
            }
            if (c != (object ? '}' : ']')) {
                throw scalars.unexpected(source, expected);
            }
            value = close(source, object);
        }
        return value;
    }

    /** A key, which is at the source's place, and the colon. */
    private void key(Source source) {
        if (source.byteAt(source.at()) != '"') {
            throw scalars.unexpected(source, KEY);
        }
        values.push(scalars.key(source, KEY));
        if (source.skip(COLON) != ':') {
            throw scalars.unexpected(source, COLON);
        }
        source.step();
    }

    private LuaTable close(Source source, boolean object) {
        source.step();
        if (object) {
            return values.closeObject();
        }
        LuaTable array = values.closeArray();
        if (settings.decodeArraysMarked) {
            array.setmetatable(marks.arrays);
        }
        return array;
    }
}
