package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.runtime.Site;
import org.objectweb.asm.Label;

/** Notes where the code of a method may fail or call. */
final class Sites {
    private record Mark(Label label, Site site) {}

    private final Instructions code;
    private final Set<Integer> lines;
    private final List<Mark> marks = new ArrayList<>();
    private int currentLine = -1;

    Sites(Instructions code, Set<Integer> lines) {
        this.code = code;
        this.lines = lines;
    }

    /** To be called right before the instruction that calls. */
    void mark(int line, Operation operation, Site.Name... operands) {
        Label here = new Label();
        code.label(here);
        line(line, here);
        note(line);
        marks.add(new Mark(here, new Site(line, operation, List.of(operands))));
    }

    /** For profilers. */
    void line(int line) {
        note(line);
        if (line != currentLine) {
            Label here = new Label();
            code.label(here);
            line(line, here);
        }
    }

    private void note(int line) {
        if (line > 0) {
            lines.add(line);
        }
    }

    private void line(int line, Label here) {
        if (line != currentLine && line > 0) {
            currentLine = line;
            code.line(Math.min(line, 0xFFFF), here);
        }
    }

    /** Tells each with its bytecode index; to be called when the class is written. */
    void each(BiConsumer<Integer, Site> consumer) {
        marks.forEach(mark -> consumer.accept(mark.label().getOffset(), mark.site()));
    }
}
