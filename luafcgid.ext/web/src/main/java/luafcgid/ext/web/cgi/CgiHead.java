package luafcgid.ext.web.cgi;

import java.util.List;

/**
 * What a script's header block says.
 *
 * @param status 200 to 599
 * @param reason the script's own words for it, or empty
 * @param fields what is passed on, in the script's order; strings are bytes (ISO-8859-1)
 * @param length the Content-Length it announced, or -1
 */
public record CgiHead(int status, String reason, List<Field> fields, long length) {
    /** One header line. */
    public record Field(String name, String value) {}

    public CgiHead {
        fields = List.copyOf(fields);
    }
}
