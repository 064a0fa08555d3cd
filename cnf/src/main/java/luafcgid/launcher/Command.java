package luafcgid.launcher;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What luafcgid can be told to do. */
enum Command {
    RUN("[DIR]", "serve DIR in the foreground, for development; Ctrl-C ends it"),
    START("[DIR]", "serve DIR in the background; returns when it serves"),
    STOP("", "finish what is in flight and stop"),
    STATUS("", "what runs, since when, and how it does"),
    RESTART("", "stop, then start with the same arguments"),
    GET("PATH", "send one FastCGI request to the running daemon and print the response"),
    SHELL("[COMMAND...]", "run a command in the running daemon; without one, interactively"),
    CHECK("[DIR]", "validate configuration and scripts; exit status 78 when something is wrong"),
    CONFIG("", "write an old configuration file, --import FILE, as files in --conf DIR or conf/"),
    SERVE("[DIR]", "as start, but in the foreground: for service managers"),
    VERSION("", "print the version, and the Java that runs it"),
    HELP("", "print this");

    private final String operands;
    private final String summary;

    Command(String operands, String summary) {
        this.operands = operands;
        this.summary = summary;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String operands() {
        return operands;
    }

    String summary() {
        return summary;
    }

    /** How many operands it takes at most. */
    int most() {
        return this == SHELL ? Integer.MAX_VALUE : operands.isEmpty() ? 0 : 1;
    }

    /** How many operands it needs. */
    int least() {
        return this == GET ? 1 : 0;
    }

    /** True of what serves in this process. */
    boolean isDaemon() {
        return this == RUN || this == SERVE;
    }

    Set<Option> options() {
        return switch (this) {
            case RUN, START, SERVE, CHECK -> Option.OF_DAEMON;
            case CONFIG -> EnumSet.of(Option.IMPORT, Option.CONF, Option.FORCE);
            case GET -> EnumSet.of(Option.VAR, Option.BODY, Option.PARAM, Option.ROLE, Option.DATA);
            case STOP, STATUS, RESTART, SHELL -> EnumSet.of(Option.VAR);
            case VERSION, HELP -> EnumSet.noneOf(Option.class);
        };
    }

    static Optional<Command> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Command::word).toList();
    }
}
