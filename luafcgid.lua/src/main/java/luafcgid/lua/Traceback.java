package luafcgid.lua;

import java.util.List;
import java.util.Optional;

/**
 * Where a script failed.
 *
 * @param frames the Lua functions that were active, innermost first; never a Java frame
 * @param fault  the line of a Lua file that does not compile, where that is what the error tells; it is no active function
 */
public record Traceback(List<Frame> frames, Optional<Frame> fault) {
    /** No frames: the script did not run. */
    public static final Traceback NONE = new Traceback(List.of());

    public Traceback {
        frames = List.copyOf(frames);
    }

    public Traceback(List<Frame> frames) {
        this(frames, Optional.empty());
    }

    /** The same functions, with the line of a file that does not compile. */
    public Traceback withFault(Frame line) {
        return new Traceback(frames, Optional.of(line));
    }

    /**
     * One active function.
     *
     * @param source   the file's path, or a name in brackets where there is no file
     * @param line     the line being executed, from 1; 0 where it is not known
     * @param function what is known of the function, as in "function 'render'" or "main chunk"
     * @param text     what the function's chunk was compiled from
     */
    public record Frame(String source, int line, String function, SourceText text) {}

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
