package luafcgid.ext.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import luafcgid.ext.web.files.ByteRange;
import luafcgid.ext.web.files.MediaTypes;
import luafcgid.ext.web.files.Resource;

/** Sends a file, or the part of it that is asked for, or word that it has not changed (RFC 9110, sections 13 and 14). */
final class FileResponse {
    private static final int CHUNK = 64 * 1024;

    private final Pages pages;
    private final Resource.Plain file;
    private final HttpHeaders asked;
    private final Outlet outlet;

    FileResponse(Pages pages, Resource.Plain file, HttpRequest request, Outlet outlet) {
        this.pages = pages;
        this.file = file;
        this.asked = request.headers();
        this.outlet = outlet;
    }

    void send() throws IOException {
        try (FileChannel channel = FileChannel.open(file.file())) {
            long length = channel.size();
            HttpHeaders headers = pages.headers();
            headers.set(HttpHeaderNames.LAST_MODIFIED, HttpDate.format(modified()));
            headers.set(HttpHeaderNames.ETAG, etag(length));
            headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
            headers.set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
            if (isUnchanged(etag(length))) {
                outlet.begin(HttpResponseStatus.NOT_MODIFIED, headers, -1);
                return;
            }
            headers.set(
                    HttpHeaderNames.CONTENT_TYPE,
                    MediaTypes.of(file.file().getFileName().toString()));
            headers.set("X-Content-Type-Options", "nosniff");
            ByteRange whole = new ByteRange(0, length - 1);
            ByteRange part = range(length).orElse(whole);
            if (part.equals(whole)) {
                outlet.begin(HttpResponseStatus.OK, headers, length);
            } else if (part.isSatisfiable()) {
                headers.set(HttpHeaderNames.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + length);
                outlet.begin(HttpResponseStatus.PARTIAL_CONTENT, headers, part.length());
            } else {
                HttpHeaders refusal = pages.headers();
                refusal.set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + length);
                pages.error(
                        outlet,
                        HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        refusal,
                        "The file has " + length + " bytes; the requested range lies beyond.",
                        "");
                return;
            }
            if (!outlet.isHead()) {
                copy(channel, part);
            }
        }
    }

    private void copy(FileChannel channel, ByteRange part) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, part.length())];
        long at = part.first();
        while (at <= part.last()) {
            int n = channel.read(ByteBuffer.wrap(chunk, 0, (int) Math.min(chunk.length, part.last() - at + 1)), at);
            if (n < 0) {
                return;
            }
            outlet.write(chunk, 0, n);
            at += n;
        }
    }

    private Optional<ByteRange> range(long length) {
        String range = asked.get(HttpHeaderNames.RANGE);
        String condition = asked.get(HttpHeaderNames.IF_RANGE);
        boolean applies =
                condition == null || condition.equals(etag(length)) || condition.equals(HttpDate.format(modified()));
        return range == null || !applies ? Optional.empty() : ByteRange.parse(range, length);
    }

    private boolean isUnchanged(String etag) {
        String tags = asked.get(HttpHeaderNames.IF_NONE_MATCH);
        if (tags != null) {
            return tags.strip().equals("*") || tags.contains(etag);
        }
        String since = asked.get(HttpHeaderNames.IF_MODIFIED_SINCE);
        return since != null
                && HttpDate.parse(since)
                        .filter(date ->
                                !modified().truncatedTo(ChronoUnit.SECONDS).isAfter(date))
                        .isPresent();
    }

    private Instant modified() {
        return file.attributes().lastModifiedTime().toInstant();
    }

    /** Nanoseconds, where the file system has them: a file may change twice in a second. */
    private String etag(long length) {
        Instant modified = modified();
        return "\"" + Long.toHexString(length) + "-" + Long.toHexString(modified.getEpochSecond()) + "-"
                + Integer.toHexString(modified.getNano()) + "\"";
    }
}
