package luafcgid.daemon.convention;

import java.nio.file.Path;
import luafcgid.protocol.Params;

/**
 * Which scripts have a convention.
 *
 * @param kind       what is looked at
 * @param pattern    what that has to be, or begin or end with
 * @param convention the name of the convention
 */
record Rule(Kind kind, String pattern, String convention) {
    private static final String DOCUMENT_ROOT = "root:";
    private static final String ANY = "*";

    /** What a rule looks at. */
    enum Kind {
        /** The beginning of the script's path: a folder, or one script. */
        PATH,
        /** The end of the script's name. */
        SUFFIX,
        /** The folder that the web server says it serves. */
        DOCUMENT_ROOT
    }

    /**
     * Reads {@code /srv/old/=luafcgid2}, {@code *.ws=wsapi} or {@code root:/srv/www=magnet}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Rule parse(String text) {
        int equals = text.lastIndexOf('=');
        String pattern = text.substring(0, Math.max(equals, 0));
        String convention = text.substring(equals + 1);
        if (equals > 0 && ConventionName.isPossible(convention)) {
            if (pattern.startsWith(ANY) && pattern.length() > ANY.length()) {
                return new Rule(Kind.SUFFIX, pattern.substring(ANY.length()), convention);
            }
            if (pattern.startsWith("/")) {
                return new Rule(Kind.PATH, pattern, convention);
            }
            if (pattern.startsWith(DOCUMENT_ROOT + "/")) {
                return new Rule(
                        Kind.DOCUMENT_ROOT, withoutSlash(pattern.substring(DOCUMENT_ROOT.length())), convention);
            }
        }
        throw new IllegalArgumentException("conventions=" + text
                + " is not /FOLDER/=NAME, *SUFFIX=NAME or root:/FOLDER=NAME, as in /srv/www/old/=luafcgid2");
    }

    boolean holds(Path script, Params params) {
        return switch (kind) {
            case PATH -> begins(script.toString());
            case SUFFIX -> script.toString().endsWith(pattern);
            case DOCUMENT_ROOT -> withoutSlash(params.get("DOCUMENT_ROOT", "")).equals(pattern);
        };
    }

    /** What ends with a slash is a folder; else a folder or a script. */
    private boolean begins(String script) {
        return script.startsWith(pattern)
                && (pattern.endsWith("/")
                        || script.length() == pattern.length()
                        || script.charAt(pattern.length()) == '/');
    }

    private static String withoutSlash(String folder) {
        return folder.length() > 1 && folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }
}
