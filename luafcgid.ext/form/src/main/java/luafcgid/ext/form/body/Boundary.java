package luafcgid.ext.form.body;

import java.nio.charset.StandardCharsets;

/**
 * What separates the parts of a multipart body (RFC 2046, section 5.1.1).
 *
 * @param value without the dashes before it
 */
public record Boundary(String value) {
    private static final int LONGEST = 70;
    private static final String PUNCTUATION = "'()+_,-./:=? ";

    /** The boundary that a Content-Type tells. */
    public static Boundary of(HeaderValue contentType) throws BadFormException {
        String value = contentType.parameter("boundary");
        if (value == null || value.isEmpty()) {
            throw BadFormException.malformed("the Content-Type " + contentType.main() + " has no boundary");
        }
        boolean valid = value.length() <= LONGEST && !value.endsWith(" ");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            valid &= Text.isAlphanumeric(c) || PUNCTUATION.indexOf(c) >= 0;
        }
        if (!valid) {
            throw BadFormException.malformed(
                    "the boundary " + Text.shown(value) + " is not 1 to 70 letters, digits and " + PUNCTUATION.strip());
        }
        return new Boundary(value);
    }

    DelimiterSearch after(String lineBreak) {
        return new DelimiterSearch((lineBreak + "--" + value).getBytes(StandardCharsets.US_ASCII));
    }
}
