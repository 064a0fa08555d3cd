package luafcgid.lua.codegen;

import java.util.List;
import org.objectweb.asm.Label;

/**
 * A to-be-closed variable in scope.
 *
 * @param push   pushes its value
 * @param line   where it is declared
 * @param ranges begins and ends of the code that an error leaves by way of closing it
 */
record Closer(Runnable push, int line, List<Label> ranges) {
    void resume(Instructions code) {
        mark(code);
    }

    void interrupt(Instructions code) {
        mark(code);
    }

    private void mark(Instructions code) {
        Label here = new Label();
        code.label(here);
        ranges.add(here);
    }

    /** To be called for inner ones before outer ones. */
    void guard(Instructions code, Label handler) {
        for (int i = 0; i + 1 < ranges.size(); i += 2) {
            Label start = ranges.get(i);
            Label end = ranges.get(i + 1);
            if (start.getOffset() < end.getOffset()) {
                code.guard(start, end, handler);
            }
        }
    }
}
