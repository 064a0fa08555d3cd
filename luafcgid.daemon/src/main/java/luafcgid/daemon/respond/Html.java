package luafcgid.daemon.respond;

/** Pages of the daemon's own. */
final class Html {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:3rem auto;padding:0 1rem;color:#222}"
                    + "h1{font-size:1.6rem}h2{font-size:1.1rem;margin-top:2rem}"
                    + "pre{background:#f5f5f2;padding:.7rem 1rem;overflow-x:auto;font-size:.9rem;border-radius:4px}"
                    + "pre.message{background:#fdecea;border-left:4px solid #c0392b;white-space:pre-wrap}"
                    + "figure{margin:1rem 0}figcaption{font-size:.9rem;color:#555}"
                    + "pre b{display:block;background:#fdecea;font-weight:inherit}pre i{color:#999;font-style:normal;user-select:none}"
                    + ".hint{color:#777;font-size:.9rem}";

    private Html() {}

    /** Text that is shown as it is, in elements and in attributes. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String page(String title, String content) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title)
                + "</title><style>" + STYLE + "</style></head><body><h1>" + escape(title) + "</h1>" + content
                + "</body></html>\n";
    }
}
