package luafcgid.ext.form.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import luafcgid.ext.form.body.BadFormException;
import luafcgid.ext.form.body.Boundary;
import luafcgid.ext.form.body.HeaderValue;
import luafcgid.ext.form.body.MultipartReader;
import luafcgid.ext.form.body.PartHead;
import luafcgid.ext.form.body.Text;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The parts of a form, one after the other, as they come from the client. */
public final class Parts {
    private static final int PIECE = 64 << 10;

    private final MultipartReader reader;
    private final Limits limits;
    private final LuaTable metatable = new LuaTable();
    private @Nullable PartTable current;
    private boolean isFile;
    private long size;
    private long fieldBytes;
    private long fields;
    private long files;

    Parts(MultipartReader reader, Limits limits) {
        this.reader = reader;
        this.limits = limits;
        LuaTable methods = new LuaTable();
        LibraryFunction.define(methods, "read", arguments -> {
            check(arguments, "read");
            int most = arguments.optint(2, PIECE);
            if (most < 1) {
                LuaValue.argerror(2, "at least 1 byte is read, not " + most);
            }
            return read(most);
        });
        LibraryFunction.define(methods, "value", arguments -> {
            check(arguments, "value");
            return value();
        });
        metatable.rawset("__index", methods);
    }

    /** What a {@code for} loop calls; or nil, a message and a status of HTTP. */
    public static Varargs open(FormState state, Options options, LuaTable env, LuaValue con) {
        RequestForm request = new RequestForm(env);
        try {
            HeaderValue type = request.contentType();
            if (!type.main().equals(FormReader.MULTIPART)) {
                throw BadFormException.unsupported("form.parts takes " + FormReader.MULTIPART + ", not "
                        + Text.shown(type.main()) + "; the body was not read");
            }
            Boundary boundary = Boundary.of(type);
            long length = request.contentLength();
            Body body = new Body(state.context(), "parts", con, length);
            body.limit(options);
            MultipartReader reader = new MultipartReader(
                    body, boundary, length, (int) options.limits().headerbytes());
            return new Parts(reader, options.limits()).iterator();
        } catch (BadFormException e) {
            return FormReader.failure(e);
        }
    }

    private LuaValue iterator() {
        return new LibraryFunction("next", ignored -> next());
    }

    private Varargs next() {
        current = null;
        try {
            PartHead head = reader.next();
            if (head == null) {
                return LuaValue.NIL;
            }
            Collector.checkName(Latin1.encode(head.name()), limits);
            isFile = head.filename() != null;
            count();
            size = 0;
            PartTable part = new PartTable(head);
            part.setmetatable(metatable);
            current = part;
            return part;
        } catch (BadFormException e) {
            throw FormError.of(e);
        }
    }

    private void count() throws BadFormException {
        if (isFile && ++files > limits.files()) {
            throw BadFormException.over("the form has more files than", limits.files(), "", "files");
        }
        if (!isFile && ++fields > limits.fields()) {
            throw BadFormException.over("the form has more fields than", limits.fields(), "", "fields");
        }
    }

    private void check(Varargs arguments, String method) {
        if (!(arguments.arg1() instanceof PartTable)) {
            throw new LuaError("calling '" + method + "' on a "
                    + arguments.arg1().typename() + "; write part:" + method + "(...), with a colon");
        }
        if (!arguments.arg1().raweq(current == null ? LuaValue.NIL : current)) {
            throw new LuaError("the part "
                    + Text.shown(Latin1.decode(arguments.arg1().get("name").checkstring()))
                    + " is over; read it before the loop goes on");
        }
    }

    private LuaValue read(int most) {
        try {
            ByteBuffer piece = piece(most);
            return piece == null ? LuaValue.NIL : LuaString.valueUsing(taken(piece));
        } catch (BadFormException e) {
            throw FormError.of(e);
        }
    }

    private LuaValue value() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try {
            for (ByteBuffer piece = piece(PIECE); piece != null; piece = piece(PIECE)) {
                if (bytes.size() + piece.remaining() > limits.fieldbytes()) {
                    throw tooMuch();
                }
                bytes.writeBytes(taken(piece));
            }
        } catch (BadFormException e) {
            throw FormError.of(e);
        }
        return LuaString.valueUsing(bytes.toByteArray());
    }

    static byte[] taken(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return bytes;
    }

    private @Nullable ByteBuffer piece(int most) throws BadFormException {
        ByteBuffer piece = reader.content(Math.min(most, PIECE));
        if (piece == null) {
            return null;
        }
        size += piece.remaining();
        if (isFile && limits.filebytes() >= 0 && size > limits.filebytes()) {
            throw BadFormException.over("a file is larger than", limits.filebytes(), "bytes", "filebytes");
        }
        if (!isFile) {
            fieldBytes += piece.remaining();
            if (fieldBytes > limits.fieldbytes()) {
                throw tooMuch();
            }
        }
        return piece;
    }

    private BadFormException tooMuch() {
        return BadFormException.over("the fields are larger than", limits.fieldbytes(), "bytes", "fieldbytes");
    }
}
