package luafcgid.daemon.deploy;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** Says in a line why a bundle does not run. */
final class Reasons {
    private static final Pattern PACKAGE =
            Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)\\)((?:\\([^()]*\\)|[(!)&])*)");
    private static final Pattern VERSION = Pattern.compile("(!?)\\(version>=([\\w.]+)\\)");
    private static final Pattern JAVA = Pattern.compile("osgi\\.ee=JavaSE\\)\\(version=([\\d.]+)");

    private Reasons() {}

    static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof BundleException ? Objects.toString(cause.getMessage(), "") : cause.toString();
    }

    /** What a bundle lacks; the last requirement that the framework names is the one at the root. */
    static String unresolved(BundleException e) {
        String message = innermost(e);
        Matcher java = JAVA.matcher(message);
        if (java.find()) {
            return "it needs Java " + java.group(1) + ", and this is "
                    + Runtime.version().feature();
        }
        Matcher wanted = PACKAGE.matcher(message);
        String reason = message;
        while (wanted.find()) {
            reason = "it needs the package " + wanted.group(1) + range(wanted.group(2))
                    + ", which no bundle exports: drop one that does";
        }
        return reason;
    }

    private static String range(String filter) {
        StringBuilder range = new StringBuilder();
        Matcher bound = VERSION.matcher(filter.replace("(!(", "!("));
        while (bound.find()) {
            range.append(bound.group(1).isEmpty() ? " from " : " below ").append(bound.group(2));
        }
        return range.toString();
    }
}
