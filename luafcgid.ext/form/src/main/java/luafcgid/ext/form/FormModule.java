package luafcgid.ext.form;

import java.io.ByteArrayOutputStream;
import luafcgid.ext.form.body.BadFormException;
import luafcgid.ext.form.body.Percent;
import luafcgid.ext.form.body.UrlEncoded;
import luafcgid.ext.form.request.Entries;
import luafcgid.ext.form.request.FormReader;
import luafcgid.ext.form.request.FormState;
import luafcgid.ext.form.request.Options;
import luafcgid.ext.form.request.Parts;
import luafcgid.ext.form.request.RequestForm;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code require "form"} yields in one state. */
final class FormModule {
    private final FormState state;

    private FormModule(FormState state) {
        this.state = state;
    }

    static LuaTable of(FormState state) {
        FormModule module = new FormModule(state);
        LuaTable form = new LuaTable();
        LibraryFunction.define(
                form,
                "query",
                arguments -> module.parse(
                        "query", new RequestForm(arguments.checktable(1)).variable("QUERY_STRING"), arguments.arg(2)));
        LibraryFunction.define(
                form, "parse", arguments -> module.parse("parse", arguments.checkstring(1), arguments.arg(2)));
        LibraryFunction.define(form, "all", arguments -> Entries.all(arguments.checktable(1), arguments.checkvalue(2)));
        LibraryFunction.define(form, "each", FormModule::each);
        LibraryFunction.define(form, "encode", arguments -> Encoder.encode(arguments.checktable(1)));
        LibraryFunction.define(form, "escape", arguments -> escape(arguments.checkstring(1)));
        LibraryFunction.define(form, "unescape", arguments -> unescape(arguments.checkstring(1)));
        LibraryFunction.define(
                form, "read", arguments -> new FormReader(state, module.options("read", arguments.arg(3)))
                        .read(arguments.checktable(1), arguments.arg(2)));
        LibraryFunction.define(
                form,
                "parts",
                arguments -> Parts.open(
                        state, module.options("parts", arguments.arg(3)), arguments.checktable(1), arguments.arg(2)));
        CookieFunctions.define(form);
        return form;
    }

    private Options options(String function, LuaValue given) {
        return Options.of(function, state.limits().get(), given);
    }

    /** What is in memory already needs no limit. */
    private LuaValue parse(String function, LuaString text, LuaValue options) {
        boolean lists = options(function, options).lists();
        Entries entries = new Entries();
        try {
            UrlEncoded.read(text, (name, value) -> entries.add(name, value, lists));
        } catch (BadFormException e) {
            throw new LuaError(e);
        }
        return entries;
    }

    private static Varargs each(Varargs arguments) {
        if (!(arguments.arg1() instanceof Entries entries)) {
            throw new LuaError("bad argument #1 to 'each' (what a function of form returned expected, got "
                    + arguments.arg1().typename() + ")");
        }
        int[] next = {0};
        return new LibraryFunction("next", ignored -> {
            int i = next[0]++;
            return i < entries.size() ? LuaValue.varargsOf(entries.name(i), entries.value(i)) : LuaValue.NIL;
        });
    }

    private static LuaValue escape(LuaString text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.m_length + 16);
        Percent.encode(text, false, out);
        return LuaString.valueUsing(out.toByteArray());
    }

    private static LuaValue unescape(LuaString text) {
        return Percent.decode(text.m_bytes, text.m_offset, text.m_offset + text.m_length, false);
    }
}
