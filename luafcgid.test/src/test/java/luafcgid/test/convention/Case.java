package luafcgid.test.convention;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A script, requests for it, and what it has to answer to each.
 *
 * @param convention for which it is written
 * @param name       of the case; words
 * @param files      texts by name; the first is the script
 * @param exchanges  what is asked and answered, one after the other
 */
record Case(String convention, String name, Map<String, String> files, List<Exchange> exchanges) {
    /**
     * A request and its answer.
     *
     * @param changes   texts of files to write before it, by name
     * @param target    a query, or what follows the script's path
     * @param variables more than every request has
     * @param body      each character a byte
     * @param answer    all bytes, each a character
     * @param cut       whether the application says that it failed after it had sent this
     */
    record Exchange(
            Map<String, String> changes,
            String method,
            String target,
            Map<String, String> variables,
            String body,
            String answer,
            boolean cut) {}

    @Override
    public String toString() {
        return convention + ": " + name;
    }

    /** The name of its script's folder. */
    String folder() {
        return name.replaceAll("[^a-z0-9]+", "-");
    }

    /**
     * Reads the cases of a convention. A case begins with {@code ### NAME}; its first file, the script, follows. {@code --- FILE} begins
     * another one, {@code --- script.lua} after an answer the script as it is for the next request. {@code >>> METHOD TARGET} begins a
     * request, whose lines are variables up to an empty one, then its body, with the case's folder as {@code ${folder}}; {@code <<<} begins
     * an answer, whose headers end with CR LF; {@code <<< cut} what comes of one that fails. Line ends before such a line are no part of what it
     * ends; {@code \n} at the end of a file is one more, {@code \r} at that of a request's line a carriage return.
     *
     * <p>{@code {{NAME}}} in a header of an answer is what the daemon has chosen, letters, digits, {@code -} and {@code _}; from then on it
     * stands for that in answers and in variables of requests: {@code HTTP_COOKIE=session={{id}}}.
     */
    static List<Case> read(String convention) throws IOException {
        String text = resource(convention + ".cases");
        List<Case> cases = new ArrayList<>();
        for (String each : text.split("(?m)^### ", -1)) {
            if (!each.isBlank() && !each.startsWith("#")) {
                cases.add(parse(convention, each));
            }
        }
        return cases;
    }

    /** A file that lies beside the cases. */
    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Case.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Case parse(String convention, String text) {
        String name = text.lines().findFirst().orElseThrow();
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, String> changes = new LinkedHashMap<>();
        List<Exchange> exchanges = new ArrayList<>();
        String request = "GET";
        for (String part : text.substring(name.length() + 1).split("(?m)(?=^(?:---|>>>|<<<))", -1)) {
            String first = part.lines().findFirst().orElse("");
            if (first.startsWith("---")) {
                (exchanges.isEmpty() ? files : changes).put(first.substring(3).strip(), rest(part));
            } else if (first.startsWith(">>>")) {
                request = part.substring(3).strip();
            } else if (first.startsWith("<<<")) {
                boolean cut = first.endsWith(" cut");
                exchanges.add(exchange(changes, request, answer(rest(part)), cut));
                changes = new LinkedHashMap<>();
            } else {
                files.put("", rest("\n" + part));
            }
        }
        if (exchanges.isEmpty() || files.isEmpty()) {
            throw new IllegalArgumentException(convention + ": case '" + name + "' lacks a script or an answer");
        }
        return new Case(convention, name, files, exchanges);
    }

    /** All but the first line and the last line's end. */
    private static String rest(String part) {
        int end = part.indexOf('\n');
        String rest = end < 0 ? "" : part.substring(end + 1);
        String text = rest.replaceFirst("\n+\\z", "");
        return text.replaceFirst("\\\\n\\z", "\n");
    }

    private static String answer(String text) {
        int body = text.indexOf("\n\n");
        String head = body < 0 ? text : text.substring(0, body);
        return head.strip().replace("\n", "\r\n") + "\r\n\r\n" + (body < 0 ? "" : text.substring(body + 2));
    }

    private static Exchange exchange(Map<String, String> changes, String request, String answer, boolean cut) {
        int body = request.indexOf("\n\n");
        String head = body < 0 ? request : request.substring(0, body);
        List<String> lines = head.lines().toList();
        String[] words = lines.get(0).split(" ", 2);
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new Exchange(
                changes,
                words[0],
                words.length > 1 ? words[1] : "",
                variables,
                body < 0 ? "" : request.substring(body + 2).replaceAll("(?m)\\\\r$", "\r"),
                answer,
                cut);
    }
}
