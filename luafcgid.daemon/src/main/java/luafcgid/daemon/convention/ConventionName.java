package luafcgid.daemon.convention;

import java.util.regex.Pattern;

/** How conventions are named. */
final class ConventionName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]+");

    private ConventionName() {}

    static boolean isPossible(String name) {
        return FORM.matcher(name).matches();
    }
}
