package luafcgid.ext.web.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import luafcgid.ext.web.files.Listing;
import luafcgid.ext.web.files.UrlPath;

/**
 * The index of a folder that has no index file.
 *
 * @param path the folder's address as text, ending in a slash
 */
public record FolderPage(String path, Listing listing) {
    /** The page as HTML. Links are relative, so that it also works behind a prefix. */
    public String html(String software) {
        boolean top = path.equals("/");
        StringBuilder body = new StringBuilder(4096);
        body.append("<h1>").append(top ? "It works" : Html.escape(path)).append("</h1>\n<p>");
        if (top) {
            body.append(
                    "luafcgid serves this folder. Every <code>.lua</code> file in it is a script: edit one, then reload.");
        } else {
            body.append("<a href=\"../\">Up one folder</a>");
        }
        body.append("</p>\n");
        scripts(body);
        rows(body, "Folders", listing.folders(), "/");
        rows(body, "Files", listing.files(), "");
        if (listing.scripts().isEmpty()
                && listing.folders().isEmpty()
                && listing.files().isEmpty()) {
            body.append(
                    "<h2>Nothing here yet</h2>\n<p>Put a file such as <code>hello.lua</code> into this folder.</p>\n");
        }
        return Html.page(top ? "luafcgid" : path, body.toString(), software);
    }

    private void scripts(StringBuilder body) {
        if (listing.scripts().isEmpty()) {
            return;
        }
        body.append("<h2>Scripts</h2>\n<ul class=\"cards\">\n");
        for (Listing.Entry script : listing.scripts()) {
            body.append("<li><a href=\"").append(link(script.name())).append("\"><b>");
            body.append(Html.escape(script.name())).append("</b>");
            if (!script.description().isEmpty()) {
                body.append("<span>").append(Html.escape(script.description())).append("</span>");
            }
            body.append("</a></li>\n");
        }
        body.append("</ul>\n");
    }

    private static void rows(StringBuilder body, String title, List<Listing.Entry> entries, String suffix) {
        if (entries.isEmpty()) {
            return;
        }
        body.append("<h2>").append(title).append("</h2>\n<ul class=\"rows\">\n");
        for (Listing.Entry entry : entries) {
            body.append("<li><a href=\"")
                    .append(link(entry.name()))
                    .append(suffix)
                    .append("\">");
            body.append(Html.escape(entry.name())).append(suffix).append("</a>");
            if (suffix.isEmpty()) {
                body.append("<span>").append(size(entry.size())).append("</span>");
            }
            body.append("</li>\n");
        }
        body.append("</ul>\n");
    }

    /** The dot keeps a name with a colon from being read as a scheme. */
    private static String link(String name) {
        return "./" + Html.escape(UrlPath.encode(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024));
    }
}
