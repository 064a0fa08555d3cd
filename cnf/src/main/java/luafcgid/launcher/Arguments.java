package luafcgid.launcher;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line that is well formed; what its values name is looked at later. */
record Arguments(Command command, List<String> operands, Map<Option, List<String>> options) {
    private static final String HELP = "; see: luafcgid help";

    Arguments {
        operands = List.copyOf(operands);
        options = Map.copyOf(options);
    }

    List<String> all(Option option) {
        return options.getOrDefault(option, List.of());
    }

    Optional<String> one(Option option) {
        return all(option).stream().findFirst();
    }

    Optional<String> operand() {
        return operands.stream().findFirst();
    }

    /** Reads what was typed; options may stand before or after the command. */
    static Arguments parse(List<String> words) throws Failure {
        Optional<Command> command = Optional.empty();
        List<String> operands = new ArrayList<>();
        Map<Option, List<String>> options = new EnumMap<>(Option.class);
        boolean literal = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!literal && word.equals("--")) {
                literal = true;
            } else if (!literal && (word.equals("--help") || word.equals("-h"))) {
                return new Arguments(Command.HELP, List.of(), Map.of());
            } else if (!literal && word.equals("--version")) {
                return new Arguments(Command.VERSION, List.of(), Map.of());
            } else if (!literal && word.length() > 1 && word.startsWith("-")) {
                int equals = word.indexOf('=');
                Option option = option(equals < 0 ? word : word.substring(0, equals));
                if (option.isFlag()) {
                    options.put(option, List.of(flag(word, equals)));
                    continue;
                }
                if (equals < 0 && ++i == words.size()) {
                    throw usage(word + " needs a value: " + word + " " + option.value());
                }
                String value = equals < 0 ? words.get(i) : word.substring(equals + 1);
                options.computeIfAbsent(option, any -> new ArrayList<>()).add(value);
            } else if (command.isEmpty()) {
                command = Optional.of(command(word));
            } else {
                operands.add(word);
                // What follows is the daemon's, options included.
                literal |= command.get() == Command.SHELL;
            }
        }
        if (command.isEmpty() && !options.isEmpty()) {
            throw usage("no command: which of " + String.join(", ", Command.words()));
        }
        Arguments arguments = new Arguments(command.orElse(Command.HELP), operands, options);
        arguments.validate();
        return arguments;
    }

    private static String flag(String word, int equals) throws Failure {
        if (equals >= 0) {
            throw usage(word.substring(0, equals) + " takes no value");
        }
        return word;
    }

    private void validate() throws Failure {
        if (operands.size() < command.least()) {
            throw usage(command.word() + " needs " + command.operands());
        }
        if (operands.size() > command.most()) {
            String extra = operands.get(command.most());
            throw usage(command.word() + ": one too many: '" + extra + "'");
        }
        for (Map.Entry<Option, List<String>> given : options.entrySet()) {
            Option option = given.getKey();
            if (!command.options().contains(option)) {
                throw usage(command.word() + " does not take " + option.word());
            }
            if (given.getValue().size() > 1 && !option.repeatable()) {
                throw usage(option.word() + " is given twice");
            }
        }
    }

    private static Command command(String word) throws Failure {
        Optional<Command> command = Command.of(word);
        if (command.isEmpty()) {
            throw new Failure(Exit.USAGE, "unknown command '" + word + "'" + meant(word, Command.words()));
        }
        return command.get();
    }

    private static Option option(String word) throws Failure {
        Optional<Option> option = Option.of(word);
        if (option.isEmpty()) {
            throw new Failure(Exit.USAGE, "unknown option '" + word + "'" + meant(word, Option.words()));
        }
        return option.get();
    }

    private static String meant(String word, List<String> known) {
        return Text.nearest(word, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse(HELP);
    }

    private static Failure usage(String line) {
        return new Failure(Exit.USAGE, line + HELP);
    }
}
