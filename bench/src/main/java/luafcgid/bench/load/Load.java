package luafcgid.bench.load;

import java.io.IOException;
import java.time.Duration;
import luafcgid.protocol.ListenAddress;

/** The load generator as a command. */
public final class Load {
    private static final String USAGE = "usage: bench/run load [-c CONNECTIONS] [-d SECONDS] [-k 0|1] [-e EXPECT]"
            + " ADDRESS SCRIPT_FILENAME [QUERY_STRING]";

    private Load() {}

    public static void main(String[] words) throws IOException {
        LoadOptions options;
        try {
            options = parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        LoadResult result = new JavaLoad().run(options);
        System.out.println(result);
        System.exit(result.errors() == 0 && result.starved() == 0 ? 0 : 1);
    }

    static LoadOptions parse(String... words) {
        int connections = 8;
        double seconds = 3;
        boolean keep = true;
        String expect = "";
        int i = 0;
        for (; i + 1 < words.length && words[i].startsWith("-"); i += 2) {
            String value = words[i + 1];
            switch (words[i]) {
                case "-c" -> connections = Integer.parseInt(value);
                case "-d" -> seconds = Double.parseDouble(value);
                case "-k" -> keep = !value.equals("0");
                case "-e" -> expect = value;
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        int operands = words.length - i;
        if (operands < 2 || operands > 3) {
            throw new IllegalArgumentException("ADDRESS and SCRIPT_FILENAME are needed");
        }
        String script = words[i + 1];
        if (!script.startsWith("/")) {
            throw new IllegalArgumentException("SCRIPT_FILENAME " + script + " is not an absolute path");
        }
        return new LoadOptions(
                ListenAddress.parse(words[i]),
                new HelloRequest(script, operands == 3 ? words[i + 2] : ""),
                expect,
                connections,
                keep,
                Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
