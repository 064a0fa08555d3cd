package luafcgid.ext.web;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import luafcgid.ext.web.page.ErrorPage;
import luafcgid.protocol.RequestAbortedException;

/** The responses that the front writes itself. */
record Pages(String software) {
    /** The headers that every response of ours has. */
    HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.SERVER, software);
        headers.set(HttpHeaderNames.DATE, HttpDate.format(Instant.now()));
        return headers;
    }

    /** A whole page. */
    void page(Outlet outlet, HttpResponseStatus status, HttpHeaders headers, String html)
            throws RequestAbortedException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        outlet.begin(status, headers, body.length);
        outlet.write(body, 0, body.length);
    }

    void error(Outlet outlet, HttpResponseStatus status, String message) throws RequestAbortedException {
        error(outlet, status, headers(), message, "");
    }

    void error(Outlet outlet, HttpResponseStatus status, HttpHeaders headers, String message, String detail)
            throws RequestAbortedException {
        page(outlet, status, headers, new ErrorPage(status.toString(), message, detail).html(software));
    }
}
