package luafcgid.launcher;

import java.util.List;
import java.util.Set;

/** The text of {@code luafcgid help}: what is needed first comes first. */
final class Help {
    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder();
        text.append("luafcgid serves Lua over FastCGI.\n\n    luafcgid COMMAND [OPTION...]\n");
        text.append("\nFirst\n");
        commands(text, List.of(Command.RUN, Command.HELP));
        text.append("\nIn the background\n");
        commands(text, List.of(Command.START, Command.STOP, Command.STATUS, Command.RESTART));
        text.append("\nTo look inside\n");
        commands(text, List.of(Command.GET, Command.SHELL));
        text.append("\nRare\n");
        commands(text, List.of(Command.CHECK, Command.CONFIG, Command.SERVE, Command.VERSION));
        text.append("\nOptions of run, start, serve and check; --var of all that speak to a daemon\n");
        options(text, Option.OF_DAEMON);
        text.append(
                "\nStarted by a web server, spawn-fcgi or a systemd socket unit, run and serve listen on the sockets that\n");
        text.append("they are given, and on no others but those of the command line.\n");
        text.append("\nOptions of get\n");
        options(text, Option.OF_GET);
        text.append("\nOptions of config, besides --conf\n");
        options(text, Option.OF_CONFIG);
        text.append("\nDIR is the folder to serve; default: the examples.\n");
        text.append("Environment: JAVA_HOME, the Java to use (17 or later; without it the newest found);\n");
        text.append("LUAFCGID_JAVA_OPTS, further options for Java.\n");
        return text.toString();
    }

    private static void commands(StringBuilder text, List<Command> commands) {
        for (Command command : commands) {
            line(text, (command.word() + " " + command.operands()).strip(), command.summary());
        }
    }

    private static void options(StringBuilder text, Set<Option> options) {
        for (Option option : Option.values()) {
            if (options.contains(option)) {
                line(text, option.usage(), option.summary());
            }
        }
    }

    private static void line(StringBuilder text, String term, String summary) {
        text.append(String.format("  %-22s %s%n", term, summary));
    }
}
