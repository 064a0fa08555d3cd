package luafcgid.ext.shared.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list with two ends: what lists of a dictionary are. Pushing makes a new one that shares nearly all of the old one; so does taking,
 * but for the odd time when one half is empty and takes from the other.
 */
public final class Queue implements Data {
    public static final Queue EMPTY = new Queue(null, 0, null, 0, 0);

    private static final long LINK = 24;

    private record Link(Data value, @Nullable Link next) {}

    /** From its end inwards, each. */
    private final @Nullable Link left;

    private final @Nullable Link right;
    private final int lefts;
    private final int rights;
    private final long weight;

    private Queue(@Nullable Link left, int lefts, @Nullable Link right, int rights, long weight) {
        this.left = left;
        this.lefts = lefts;
        this.right = right;
        this.rights = rights;
        this.weight = weight;
    }

    public int length() {
        return lefts + rights;
    }

    public Queue push(End end, Data value) {
        long heavier = weight + LINK + value.weight();
        return end == End.LEFT
                ? new Queue(new Link(value, left), lefts + 1, right, rights, heavier)
                : new Queue(left, lefts, new Link(value, right), rights + 1, heavier);
    }

    /** The value at that end; null when it is empty. */
    public @Nullable Data peek(End end) {
        Queue queue = reaching(end);
        Link link = end == End.LEFT ? queue.left : queue.right;
        return link == null ? null : link.value;
    }

    /** Without the value at that end; itself when it is empty. */
    public Queue pop(End end) {
        Queue queue = reaching(end);
        Link link = end == End.LEFT ? queue.left : queue.right;
        if (link == null) {
            return this;
        }
        long lighter = queue.weight - LINK - link.value.weight();
        return end == End.LEFT
                ? new Queue(link.next, queue.lefts - 1, queue.right, queue.rights, lighter)
                : new Queue(queue.left, queue.lefts, link.next, queue.rights - 1, lighter);
    }

    /** What it holds, from left to right. */
    public List<Data> values() {
        List<Data> values = new ArrayList<>(length());
        for (Link link = left; link != null; link = link.next) {
            values.add(link.value);
        }
        List<Data> tail = new ArrayList<>(rights);
        for (Link link = right; link != null; link = link.next) {
            tail.add(link.value);
        }
        Collections.reverse(tail);
        values.addAll(tail);
        return values;
    }

    /** With something at that end, if anywhere: the halves are balanced, so that ends in turn do not copy each time. */
    private Queue reaching(End end) {
        boolean there = end == End.LEFT ? left != null : right != null;
        if (there || length() == 0) {
            return this;
        }
        List<Data> values = values();
        int half = end == End.LEFT ? (values.size() + 1) / 2 : values.size() / 2;
        return new Queue(
                links(values.subList(0, half), End.LEFT),
                half,
                links(values.subList(half, values.size()), End.RIGHT),
                values.size() - half,
                weight);
    }

    private static @Nullable Link links(List<Data> values, End end) {
        Link link = null;
        for (int i = 0; i < values.size(); i++) {
            link = new Link(values.get(end == End.LEFT ? values.size() - 1 - i : i), link);
        }
        return link;
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Queue queue && length() == queue.length() && values().equals(queue.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }
}
