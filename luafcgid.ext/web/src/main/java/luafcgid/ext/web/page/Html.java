package luafcgid.ext.web.page;

/** What every page shares. */
final class Html {
    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ink:#1c2430;--soft:#5d6878;--line:#dfe4ea;--back:#f6f7f9;--card:#fff;--blue:#1f3fae}
            @media(prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#98a3b3;--line:#2c3440;--back:#14181f;--card:#1b2129;\
            --blue:#8fb0ff}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
            main{max-width:62rem;margin:0 auto;padding:3rem 1.5rem}
            h1{margin:0 0 .25rem;font-size:1.75rem;line-height:1.25;overflow-wrap:anywhere}
            h2{margin:2.25rem 0 .75rem;font-size:.8rem;letter-spacing:.08em;text-transform:uppercase;color:var(--soft)}
            p{margin:0;color:var(--soft)}
            a{color:var(--blue);text-decoration:none}
            a:hover{text-decoration:underline}
            code,pre{font-family:ui-monospace,monospace;font-size:.9em}
            ul{list-style:none;margin:0;padding:0}
            .cards{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr))}
            .cards a{display:block;height:100%;padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:.6rem;\
            background:var(--card)}
            .cards a:hover{border-color:var(--blue);text-decoration:none}
            .cards b{display:block}
            .cards span{font-size:.9rem;color:var(--soft)}
            .rows{border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
            .rows li{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 1.1rem}
            .rows li+li{border-top:1px solid var(--line)}
            .rows span{color:var(--soft);font-variant-numeric:tabular-nums;white-space:nowrap}
            pre{margin:1.25rem 0 0;padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:.6rem;\
            background:var(--card);white-space:pre-wrap;overflow-wrap:anywhere}
            footer{margin-top:3rem;font-size:.85rem;color:var(--soft)}
            """;

    private Html() {}

    /** A whole page; the title is escaped here, the body is HTML. */
    static String page(String title, String body, String software) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n" + body + "<footer>"
                + escape(software) + "</footer>\n</main>\n</body>\n</html>\n";
    }

    /** Text as HTML shows it, in elements and quoted attributes. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return out.toString();
    }
}
