package luafcgid.launcher;

import java.io.IOException;
import java.util.List;

/** The command {@code luafcgid}, once a Java was found for it. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status;
        try {
            status = execute(List.of(args));
        } catch (Failure e) {
            System.err.println(e.line());
            status = e.status();
        } catch (IOException e) {
            System.err.println(new Failure(Exit.FAILED, String.valueOf(e)).line());
            status = Exit.FAILED;
        }
        System.out.flush();
        // Where no daemon has come to do so.
        ClassArchive.wanted().ifPresent(ClassArchive::forget);
        System.exit(status);
    }

    private static int execute(List<String> words) throws Failure, IOException {
        Arguments arguments = Arguments.parse(words);
        if (words.isEmpty() && Inherited.here().spawned()) {
            // Started by a web server: the specification knows no arguments.
            arguments = Arguments.parse(List.of(Command.SERVE.word()));
        }
        int status = Exit.FAILED;
        try {
            status = execute(arguments);
        } finally {
            if (status != Exit.OK && arguments.command().isDaemon()) {
                VarFolder.of(arguments).abandon();
            }
        }
        return status;
    }

    private static int execute(Arguments arguments) throws Failure, IOException {
        return switch (arguments.command()) {
            case RUN, SERVE -> serve(arguments);
            case START -> new Background(Launch.of(arguments), System.out, System.err).start();
            case RESTART -> Background.restart(VarFolder.of(arguments), System.out, System.err);
            case STOP -> new Stop(VarFolder.of(arguments)).stop();
            case STATUS -> new AdminClient(VarFolder.of(arguments)).status(System.out);
            case GET -> new Get(arguments, new AdminClient(VarFolder.of(arguments)), System.in).execute(System.out);
            case SHELL -> shell(arguments);
            case CHECK -> new Check(Launch.of(arguments)).run(System.out);
            case CONFIG -> Import.of(arguments).run(System.out, System.err);
            case VERSION -> print(version());
            case HELP -> print(Help.text());
        };
    }

    private static int serve(Arguments arguments) throws Failure, IOException {
        Foreground foreground = new Foreground(arguments.command() == Command.RUN);
        Inherited inherited = Inherited.here();
        if (!inherited.spawned()) {
            return foreground.run(Launch.of(arguments, inherited));
        }
        VarFolder base = Spawned.base(arguments);
        Spawned.speakTo(base);
        return foreground.run(Launch.of(arguments, inherited).on(base));
    }

    private static int shell(Arguments arguments) throws Failure, IOException {
        AdminClient client = new AdminClient(VarFolder.of(arguments));
        return arguments.operands().isEmpty()
                ? new InteractiveShell(client).run()
                : client.execute(String.join(" ", arguments.operands()), System.out);
    }

    private static int print(String text) {
        System.out.print(text);
        return Exit.OK;
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "luafcgid " + (version == null ? "(not packaged)" : version) + " on Java " + Runtime.version() + " ("
                + System.getProperty("java.vm.name") + ")\n";
    }
}
