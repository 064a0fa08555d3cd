package luafcgid.lua.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of the bundle header {@code Lua-Modules}: folders inside the bundle, separated by commas, each with attributes, as in
 * {@code lua/;ranking=10, more/;origin="ext"}.
 */
record ModulesHeader(List<Clause> clauses) {
    static final String NAME = "Lua-Modules";

    private static final String DEFAULT_FOLDER = "lua/";
    private static final Pattern PART = Pattern.compile("\\s*((?:\"[^\"]*\"|[^\",;])*)\\s*([,;]|$)");

    /**
     * A folder of modules.
     *
     * @param folder  inside the bundle, with a slash at its end; empty for the bundle's root
     * @param origin  what stands for the folder in messages
     * @param ranking the service ranking of its modules
     */
    record Clause(String folder, String origin, int ranking) {}

    ModulesHeader {
        clauses = List.copyOf(clauses);
    }

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    static ModulesHeader parse(String value, String bundleName) {
        List<Clause> clauses = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(value);
        int at = 0;
        while (part.find() && part.start() == at) {
            at = part.end();
            parts.add(part.group(1).strip());
            if (!part.group(2).equals(";")) {
                clauses.add(clause(parts, bundleName));
                parts.clear();
            }
            if (part.group(2).isEmpty()) {
                return new ModulesHeader(clauses);
            }
        }
        throw new IllegalArgumentException(
                NAME + ": '" + value + "' is malformed: write folders as in lua/;ranking=10, more/");
    }

    private static Clause clause(List<String> parts, String bundleName) {
        String folder = folder(parts.get(0));
        String origin = bundleName + "/" + folder.replaceFirst("/$", "");
        int ranking = 0;
        for (String attribute : parts.subList(1, parts.size())) {
            int equals = attribute.indexOf('=');
            String name =
                    equals < 0 ? attribute : attribute.substring(0, equals).strip();
            String text = attribute.substring(equals + 1).strip().replaceAll("^\"|\"$", "");
            switch (name) {
                case "origin" -> origin = text;
                case "ranking" -> ranking = ranking(text);
                default ->
                    throw new IllegalArgumentException(
                            NAME + ": '" + name + "' is not known; attributes of a folder are origin and ranking");
            }
        }
        return new Clause(folder, origin.replaceFirst("/$", ""), ranking);
    }

    private static String folder(String text) {
        String path = text.isEmpty() ? DEFAULT_FOLDER : text.replaceFirst("^\\.?/+", "");
        return path.isEmpty() || path.endsWith("/") ? path : path + "/";
    }

    private static int ranking(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(NAME + ": ranking=" + text + " is not a whole number", e);
        }
    }
}
