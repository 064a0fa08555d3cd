package luafcgid.lua;

import java.util.List;

/** The Lua functions that were active when a script failed, innermost first; never a Java frame. */
public record Traceback(List<Frame> frames) {
    /** No frames: the script did not run. */
    public static final Traceback NONE = new Traceback(List.of());

    public Traceback {
        frames = List.copyOf(frames);
    }

    /**
     * One active function.
     *
     * @param source   the file's path, or a name in brackets where there is no file
     * @param line     the line being executed, from 1; 0 where it is not known
     * @param function what is known of the function, as in "function 'render'" or "main chunk"
     */
    public record Frame(String source, int line, String function) {}

    /** The frames as {@code debug.traceback} words them, without a message in front. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("stack traceback:");
        for (Frame frame : frames) {
            text.append("\n\t").append(frame.source());
            if (frame.line() > 0) {
                text.append(':').append(frame.line());
            }
            text.append(": in ").append(frame.function());
        }
        return text.toString();
    }
}
