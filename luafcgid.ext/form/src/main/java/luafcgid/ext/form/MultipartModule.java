package luafcgid.ext.form;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import luafcgid.ext.form.body.BadFormException;
import luafcgid.ext.form.body.Boundary;
import luafcgid.ext.form.body.ByteSource;
import luafcgid.ext.form.body.HeaderValue;
import luafcgid.ext.form.body.MultipartReader;
import luafcgid.ext.form.body.PartHead;
import luafcgid.ext.form.request.Limits;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code require "multipart"} yields, as Kong's library of that name: a function that takes a whole body apart. */
final class MultipartModule {
    private MultipartModule() {}

    static LuaTable create() {
        LuaTable methods = new LuaTable();
        LuaTable metatable = new LuaTable();
        metatable.rawset("__index", methods);
        MultipartMethods.define(methods);
        LuaTable module = new LuaTable();
        LibraryFunction.define(module, "new", arguments -> of(arguments.arg1(), arguments.arg(2), metatable));
        LuaTable callable = new LuaTable();
        LibraryFunction.define(callable, "__call", arguments -> of(arguments.arg(2), arguments.arg(3), metatable));
        module.setmetatable(callable);
        return module;
    }

    private static LuaValue of(LuaValue body, LuaValue type, LuaTable metatable) {
        Boundary boundary = type.isnil() ? null : boundary(type.checkstring());
        MultipartData data = new MultipartData(boundary);
        if (boundary != null && !body.isnil()) {
            read(body.checkstring(), boundary, data);
        }
        data.setmetatable(metatable);
        return data;
    }

    private static @Nullable Boundary boundary(LuaString type) {
        try {
            return Boundary.of(HeaderValue.parse(Latin1.decode(type)));
        } catch (BadFormException e) {
            return null;
        }
    }

    /** As the original: what comes before something malformed counts. */
    private static void read(LuaString body, Boundary boundary, MultipartData data) {
        int[] at = {0};
        ByteSource source = (into, offset, length) -> {
            int n = Math.min(length, body.m_length - at[0]);
            System.arraycopy(body.m_bytes, body.m_offset + at[0], into, offset, n);
            at[0] += n;
            return n == 0 ? -1 : n;
        };
        MultipartReader reader = new MultipartReader(source, boundary, body.m_length, Limits.HEADERBYTES);
        try {
            for (PartHead head = reader.next(); head != null; head = reader.next()) {
                ByteArrayOutputStream value = new ByteArrayOutputStream();
                for (ByteBuffer piece = reader.content(Integer.MAX_VALUE);
                        piece != null;
                        piece = reader.content(Integer.MAX_VALUE)) {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    value.writeBytes(bytes);
                }
                data.add(part(Latin1.encode(head.name()), head.lines(), LuaString.valueUsing(value.toByteArray())));
            }
        } catch (BadFormException e) {
            // The rest is not there.
        }
    }

    static LuaTable part(LuaString name, List<String> lines, LuaString value) {
        LuaTable headers = new LuaTable();
        for (String line : lines) {
            headers.rawset(headers.length() + 1, Latin1.encode(line));
        }
        LuaTable part = new LuaTable();
        part.rawset("name", name);
        part.rawset("headers", headers);
        part.rawset("value", value);
        return part;
    }

    /** The parts of one body. */
    static final class MultipartData extends LuaTable {
        private final @Nullable Boundary boundary;
        private final List<LuaTable> parts = new ArrayList<>();

        MultipartData(@Nullable Boundary boundary) {
            this.boundary = boundary;
        }

        void add(LuaTable part) {
            parts.add(part);
        }

        List<LuaTable> parts() {
            return parts;
        }

        LuaString encoded() {
            Boundary between = boundary;
            if (between == null) {
                throw new LuaError("multipart: the Content-Type had no valid boundary to write a body with");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (LuaTable part : parts) {
                write(out, Latin1.encode("--" + between.value() + "\r\n"));
                Varargs headers = part.get("headers").checktable().unpack();
                for (int i = 1; i <= headers.narg(); i++) {
                    write(out, headers.checkstring(i));
                    write(out, Latin1.encode("\r\n"));
                }
                write(out, Latin1.encode("\r\n"));
                write(out, part.get("value").checkstring());
                write(out, Latin1.encode("\r\n"));
            }
            write(out, Latin1.encode("--" + between.value() + "--\r\n"));
            return LuaString.valueUsing(out.toByteArray());
        }

        private static void write(ByteArrayOutputStream out, LuaString text) {
            out.write(text.m_bytes, text.m_offset, text.m_length);
        }
    }
}
