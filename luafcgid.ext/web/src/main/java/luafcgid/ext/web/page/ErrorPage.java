package luafcgid.ext.web.page;

/**
 * A page that says what went wrong.
 *
 * @param title the status, as in {@code 404 Not Found}
 * @param message one sentence
 * @param detail what to look at, shown as it is, or empty
 */
public record ErrorPage(String title, String message, String detail) {
    public ErrorPage(String title, String message) {
        this(title, message, "");
    }

    /** The page as HTML. */
    public String html(String software) {
        String body = "<h1>" + Html.escape(title) + "</h1>\n<p>" + Html.escape(message) + "</p>\n";
        return Html.page(title, detail.isEmpty() ? body : body + "<pre>" + Html.escape(detail) + "</pre>\n", software);
    }
}
