package luafcgid.lua.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.Statement;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Where jumps lead, and which to-be-closed variables they leave. */
final class Scopes {
    private record Target(Label label, int depth) {}

    private final MethodGenerator method;
    private final Instructions code;
    private final Deque<Closer> closers = new ArrayDeque<>();
    private final Deque<Target> loops = new ArrayDeque<>();
    private final Map<luafcgid.lua.syntax.Label, Target> labels = new HashMap<>();
    private final java.util.Set<luafcgid.lua.syntax.Label> placed = new java.util.HashSet<>();

    Scopes(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    boolean mustClose() {
        return !closers.isEmpty();
    }

    /** Makes the labels of these statements known to jumps within them. */
    void announce(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.LabelStatement label) {
                labels.put(label.label(), new Target(new Label(), closers.size()));
            }
        }
    }

    void place(luafcgid.lua.syntax.Label label) {
        placed.add(label);
        code.label(target(label).label());
    }

    void enterLoop(Label end) {
        loops.push(new Target(end, closers.size()));
    }

    void leaveLoop() {
        loops.pop();
    }

    void breakLoop() {
        leave(loops.element());
    }

    void jump(Statement.Goto jump) {
        Target target = target(jump.label());
        if (placed.contains(jump.label())) {
            method.safepoint(jump.line());
        }
        leave(target);
    }

    private Target target(luafcgid.lua.syntax.Label label) {
        Target target = labels.get(label);
        if (target == null) {
            throw new IllegalStateException("label '" + label.name() + "' is not in scope");
        }
        return target;
    }

    private void leave(Target target) {
        closeDownTo(target.depth());
        code.jump(Opcodes.GOTO, target.label());
        resume(target.depth());
    }

    /** Closes all variables before the function returns; {@link #resume} has to follow the return. */
    void closeAll() {
        closeDownTo(0);
    }

    /** Code below is within the scopes again that were left above it. */
    void resume(int depth) {
        Iterator<Closer> open = closers.iterator();
        for (int i = closers.size(); i > depth; i--) {
            open.next().resume(code);
        }
    }

    private void closeDownTo(int depth) {
        Iterator<Closer> open = closers.iterator();
        for (int i = closers.size(); i > depth; i--) {
            Closer closer = open.next();
            closer.interrupt(code);
            close(closer);
        }
    }

    private void close(Closer closer) {
        method.loadState();
        closer.push().run();
        method.runtime(
                closer.line(), Operation.CLOSE, "Closing", "close", "(" + Types.STATE_TYPE + Types.VALUE_TYPE + ")V");
    }

    /**
     * Runs code with a variable to be closed however the code is left.
     *
     * @param push pushes the variable
     */
    void closing(Runnable push, int line, Runnable body) {
        Closer closer = new Closer(push, line, new ArrayList<>());
        closers.push(closer);
        closer.resume(code);
        body.run();
        closer.interrupt(code);
        closers.pop();
        close(closer);
        Label end = new Label();
        code.jump(Opcodes.GOTO, end);
        Label handler = new Label();
        code.label(handler);
        int mark = code.mark();
        int failure = code.newSlot();
        code.store(failure);
        method.loadState();
        push.run();
        code.load(failure);
        method.runtime(
                line,
                Operation.CLOSE,
                "Closing",
                "closeAfter",
                "(" + Types.STATE_TYPE + Types.VALUE_TYPE + "Ljava/lang/Throwable;)Ljava/lang/Throwable;");
        code.insn(Opcodes.ATHROW);
        code.release(mark);
        code.label(end);
        closer.guard(code, handler);
    }
}
