package luafcgid.ext.form.body;

/** A client's name for a file, made fit to be one here. Text has one character per byte of UTF-8. */
public final class FileName {
    /** What file systems allow. */
    private static final int LONGEST = 255;

    /** As long as an extension reasonably is. */
    private static final int EXTENSION = 16;

    private static final String REPLACED = "<>:\"|?*";
    private static final String UNNAMED = "file";

    private FileName() {}

    /**
     * The last component, without control characters, leading dots (which hide files and climb folders) and trailing dots and spaces
     * (which some systems drop); what has a meaning to shells of Windows becomes an underscore.
     */
    public static String safe(String sent) {
        String base = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < base.length(); i++) {
            char c = base.charAt(i);
            if (c >= ' ' && c != 127 && !(name.length() == 0 && (c == '.' || c == ' '))) {
                name.append(REPLACED.indexOf(c) < 0 ? c : '_');
            }
        }
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return end == 0 ? UNNAMED : shortened(name.substring(0, end));
    }

    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= EXTENSION ? name.substring(dot) : "";
        int end = LONGEST - extension.length();
        // Not in the middle of a character.
        while (end > 0 && (name.charAt(end) & 0xc0) == 0x80) {
            end--;
        }
        return name.substring(0, end) + extension;
    }
}
