package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block that is being parsed: where its variables begin, its labels, and the gotos in it that have not found theirs. */
final class BlockScope {
    /**
     * A jump to a label that may still come.
     *
     * @param statement null for a {@code break} outside of loops
     * @param order     of the jumps in the function
     * @param active    how many variables are in scope where it stands, or where the innermost block that both are in begins
     */
    record Pending(Statement.@Nullable Goto statement, String name, int line, int order, int active) {}

    private final @Nullable BlockScope outer;
    private final boolean loop;
    private final int firstLocal;
    private final Map<String, Label> labels = new HashMap<>(0);
    private final Map<String, List<Pending>> pending = new HashMap<>(0);

    BlockScope(@Nullable BlockScope outer, boolean loop, int firstLocal) {
        this.outer = outer;
        this.loop = loop;
        this.firstLocal = firstLocal;
    }

    @Nullable
    BlockScope outer() {
        return outer;
    }

    int firstLocal() {
        return firstLocal;
    }

    boolean withinLoop() {
        return loop || (outer != null && outer.withinLoop());
    }

    @Nullable
    Label label(String name) {
        return labels.get(name);
    }

    @Nullable
    Label labelAround(String name) {
        Label label = labels.get(name);
        return label != null || outer == null ? label : outer.labelAround(name);
    }

    void add(Label label) {
        labels.put(label.name(), label);
    }

    /** The jumps that wait for a label, and no longer do. */
    List<Pending> takeWaiting(String name) {
        List<Pending> waiting = pending.remove(name);
        return waiting == null ? List.of() : waiting;
    }

    void add(Pending jump) {
        pending.computeIfAbsent(jump.name(), name -> new ArrayList<>(1)).add(jump);
    }

    /** Ends the block: what still waits leads to a label of the block around it or waits there. */
    void leaveTo(BlockScope around) {
        for (List<Pending> jumps : pending.values()) {
            for (Pending jump : jumps) {
                Label label = around.labels.get(jump.name());
                if (label != null && jump.statement() != null) {
                    jump.statement().lead(label);
                } else {
                    int active = Math.min(jump.active(), firstLocal);
                    around.add(new Pending(jump.statement(), jump.name(), jump.line(), jump.order(), active));
                }
            }
        }
    }

    /** The first jump that still waits. */
    @Nullable
    Pending firstPending() {
        Pending first = null;
        for (List<Pending> jumps : pending.values()) {
            if (first == null || jumps.get(0).order() < first.order()) {
                first = jumps.get(0);
            }
        }
        return first;
    }
}
