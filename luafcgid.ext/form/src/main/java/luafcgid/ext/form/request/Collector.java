package luafcgid.ext.form.request;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import luafcgid.ext.form.body.BadFormException;
import luafcgid.ext.form.body.PairSink;
import luafcgid.ext.form.body.Text;
import luafcgid.lua.Latin1;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** The fields of a form as they come, within limits. */
final class Collector implements PairSink {
    private static final LuaString CHARSET = LuaString.valueOf("_charset_");

    private final Options options;
    private final List<Field> fields = new ArrayList<>();
    private long bytes;

    private record Field(LuaString name, LuaString value, @Nullable String charset) {}

    Collector(Options options) {
        this.options = options;
    }

    /** Bytes that all fields which are still to come may have. */
    long left() {
        return options.limits().fieldbytes() - bytes;
    }

    @Override
    public void add(LuaString name, LuaString value) throws BadFormException {
        add(name, value, null);
    }

    /** @param charset of the value, where the part tells it */
    void add(LuaString name, LuaString value, @Nullable String charset) throws BadFormException {
        checkName(name, options.limits());
        if (fields.size() >= options.limits().fields()) {
            throw BadFormException.over(
                    "the form has more fields than", options.limits().fields(), "", "fields");
        }
        bytes += name.m_length + value.m_length;
        if (left() < 0) {
            throw tooMuch();
        }
        fields.add(new Field(name, value, charset));
    }

    BadFormException tooMuch() {
        return BadFormException.over(
                "the fields are larger than", options.limits().fieldbytes(), "bytes", "fieldbytes");
    }

    static void checkName(LuaString name, Limits limits) throws BadFormException {
        if (name.m_length > limits.namebytes()) {
            throw BadFormException.over("a field's name is longer than", limits.namebytes(), "bytes", "namebytes");
        }
        for (int i = 0; i < name.m_length; i++) {
            if (name.m_bytes[name.m_offset + i] == 0) {
                throw BadFormException.malformed("the name " + Text.shown(Latin1.decode(name)) + " holds a zero byte");
            }
        }
    }

    Entries entries() throws BadFormException {
        Entries entries = new Entries();
        String common = options.utf8() ? common() : null;
        for (Field field : fields) {
            LuaString name = field.name;
            LuaString value = field.value;
            if (options.utf8()) {
                name = utf8(name, common);
                value = utf8(value, field.charset == null ? common : field.charset);
            }
            entries.add(name, value, options.lists());
        }
        return entries;
    }

    /** The charset of the page, which browsers put into a hidden field of this name (RFC 7578, section 4.6). */
    private @Nullable String common() {
        return fields.stream()
                .filter(field -> field.name.equals(CHARSET) && field.value.m_length > 0)
                .map(field -> Latin1.decode(field.value))
                .findFirst()
                .orElse(null);
    }

    private static LuaString utf8(LuaString text, @Nullable String charset) throws BadFormException {
        if (charset == null) {
            return text;
        }
        try {
            Charset known = Charset.forName(charset);
            if (known.equals(StandardCharsets.UTF_8)) {
                return text;
            }
            String decoded = new String(text.m_bytes, text.m_offset, text.m_length, known);
            return LuaString.valueUsing(decoded.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw BadFormException.malformed("the charset " + Text.shown(charset) + " is not known");
        }
    }
}
