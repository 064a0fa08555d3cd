package luafcgid.ext.form.request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import luafcgid.ext.form.body.BadFormException;
import luafcgid.ext.form.body.Boundary;
import luafcgid.ext.form.body.HeaderValue;
import luafcgid.ext.form.body.MultipartReader;
import luafcgid.ext.form.body.PartHead;
import luafcgid.ext.form.body.PlainText;
import luafcgid.ext.form.body.Text;
import luafcgid.ext.form.body.UrlEncoded;
import luafcgid.ext.form.upload.Upload;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Reads the form of one request: its fields into memory, its files to where uploads go. */
public final class FormReader {
    static final String URLENCODED = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data";
    static final String PLAIN = "text/plain";

    private static final int SERVER_ERROR = 500;

    private final FormState state;
    private final Options options;
    private final Collector fields;
    private final Entries files = new Entries();
    private final List<Upload> uploads = new ArrayList<>();

    public FormReader(FormState state, Options options) {
        this.state = state;
        this.options = options;
        this.fields = new Collector(options);
    }

    /** Fields and files; or nil, a message and a status of HTTP. */
    public Varargs read(LuaTable env, LuaValue con) {
        RequestForm request = new RequestForm(env);
        try {
            if (request.isQuery()) {
                return LuaValue.varargsOf(request.query(options), files);
            }
            return body(request, con);
        } catch (BadFormException e) {
            delete();
            return failure(e);
        } catch (IOException e) {
            delete();
            String message = "an uploaded file cannot be kept: " + e;
            state.context().log().log(System.Logger.Level.ERROR, message);
            return failure(message, SERVER_ERROR);
        }
    }

    static Varargs failure(BadFormException e) {
        return failure(String.valueOf(e.getMessage()), e.status());
    }

    private static Varargs failure(String message, int status) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(message), LuaValue.valueOf(status));
    }

    private void delete() {
        uploads.forEach(Upload::delete);
    }

    private Varargs body(RequestForm request, LuaValue con) throws BadFormException, IOException {
        HeaderValue type = request.contentType();
        long length = request.contentLength();
        if (!(type.main().isEmpty() && length <= 0)) {
            switch (type.main()) {
                case URLENCODED -> new UrlEncoded((int) options.limits().fieldbytes(), fields).read(open(con, length));
                case PLAIN ->
                    PlainText.read(open(con, length), (int) options.limits().fieldbytes(), fields);
                case MULTIPART ->
                    parts(new MultipartReader(open(con, length), Boundary.of(type), length, (int)
                            options.limits().headerbytes()));
                default -> throw unsupported(type.main());
            }
        }
        return LuaValue.varargsOf(fields.entries(), files);
    }

    private static BadFormException unsupported(String type) {
        String sent = type.isEmpty() ? "a body without a Content-Type" : Text.shown(type);
        return BadFormException.unsupported("a form is " + URLENCODED + ", " + MULTIPART + " or " + PLAIN + ", not "
                + sent + "; the body was not read");
    }

    private Body open(LuaValue con, long length) throws BadFormException {
        Body body = new Body(state.context(), "read", con, length);
        body.limit(options);
        return body;
    }

    private void parts(MultipartReader parts) throws BadFormException, IOException {
        for (PartHead head = parts.next(); head != null; head = parts.next()) {
            LuaString name = Latin1.encode(head.name());
            Collector.checkName(name, options.limits());
            String filename = head.filename();
            if (filename == null) {
                fields.add(name, text(parts), head.charset());
            } else {
                file(parts, head, name, filename);
            }
        }
    }

    private LuaString text(MultipartReader parts) throws BadFormException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        for (ByteBuffer piece = parts.content(Integer.MAX_VALUE);
                piece != null;
                piece = parts.content(Integer.MAX_VALUE)) {
            if (bytes.size() + (long) piece.remaining() > fields.left()) {
                throw fields.tooMuch();
            }
            bytes.writeBytes(Parts.taken(piece));
        }
        return LuaString.valueUsing(bytes.toByteArray());
    }

    private void file(MultipartReader parts, PartHead head, LuaString name, String filename)
            throws BadFormException, IOException {
        ByteBuffer piece = parts.content(Integer.MAX_VALUE);
        if (piece == null && filename.isEmpty()) {
            // An input in which no file was chosen.
            return;
        }
        Limits limits = options.limits();
        if (files.size() >= limits.files()) {
            throw BadFormException.over("the form has more files than", limits.files(), "", "files");
        }
        Upload upload = upload();
        for (; piece != null; piece = parts.content(Integer.MAX_VALUE)) {
            if (limits.filebytes() >= 0 && upload.size() + piece.remaining() > limits.filebytes()) {
                throw BadFormException.over(
                        "the file " + Text.shown(filename) + " is larger than",
                        limits.filebytes(),
                        "bytes",
                        "filebytes");
            }
            upload.write(piece);
        }
        upload.finish();
        FileTable file = new FileTable(upload, PartTable.describe(head));
        file.rawset("size", LuaInteger.valueOf(upload.size()));
        file.setmetatable(state.files().metatable());
        files.add(name, file, options.lists());
        files.rawset(files.size(), file);
    }

    private Upload upload() {
        if (uploads.isEmpty()) {
            state.context().onRequestEnd(this::delete);
        }
        Upload upload = new Upload(state.folder(), (int) options.limits().memory(), state.context()::aboutToBlock);
        uploads.add(upload);
        return upload;
    }
}
