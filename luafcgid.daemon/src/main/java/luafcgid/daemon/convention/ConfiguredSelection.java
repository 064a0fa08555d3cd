package luafcgid.daemon.convention;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import luafcgid.daemon.Convention;
import luafcgid.daemon.HttpStatus;
import luafcgid.daemon.RefusedException;
import luafcgid.protocol.LimitedLog;
import luafcgid.protocol.Params;

/** Chooses as configuration says: by the first rule that holds, else one for all. */
public final class ConfiguredSelection implements Selection {
    private static final LimitedLog LOG =
            new LimitedLog(System.getLogger("luafcgid.daemon.Responder"), Duration.ofMinutes(1));

    private final Conventions conventions;
    private final List<Rule> rules;
    private final String otherwise;

    /**
     * Reads the settings of the responder.
     *
     * @throws IllegalArgumentException when one is wrong
     */
    public ConfiguredSelection(Conventions conventions, String[] rules, String otherwise) {
        this.conventions = conventions;
        this.rules = Arrays.stream(rules).map(Rule::parse).toList();
        this.otherwise = otherwise;
        if (!ConventionName.isPossible(otherwise)) {
            throw new IllegalArgumentException(
                    "convention=" + otherwise + " is no name of lower-case letters, digits and -");
        }
    }

    @Override
    public Convention of(Path script, Params params) throws RefusedException {
        String name = name(script, params);
        Convention convention = conventions.find(name);
        if (convention == null) {
            LOG.log(
                    Level.ERROR,
                    name,
                    () -> script + ": its convention '" + name + "' is not there: install the bundle that brings it, or"
                            + " name one of " + conventions.names()
                            + " in 'convention' or 'conventions' of luafcgid.daemon.Responder");
            throw new RefusedException(
                    HttpStatus.INTERNAL_SERVER_ERROR, "The server is not set up to run this script.");
        }
        return convention;
    }

    private String name(Path script, Params params) {
        for (Rule rule : rules) {
            if (rule.holds(script, params)) {
                return rule.convention();
            }
        }
        return otherwise;
    }
}
