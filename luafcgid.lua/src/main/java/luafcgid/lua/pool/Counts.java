package luafcgid.lua.pool;

import org.jspecify.annotations.Nullable;

/** How many states there are. The lock of the {@link Shelf} guards it. */
final class Counts {
    private Capacity capacity;
    /** Up to the limits: states, and places reserved for new ones. */
    private int kept;

    private int surplus;

    Counts(Capacity capacity) {
        this.capacity = capacity;
    }

    void capacity(Capacity next) {
        capacity = next;
    }

    int all() {
        return kept + surplus;
    }

    Place add(Script script, boolean above) {
        script.states++;
        if (above) {
            script.surplus++;
            surplus++;
        } else {
            kept++;
        }
        return new Place(script, above);
    }

    /** As {@link #add}; null where the limits allow no more. */
    @Nullable
    Place addWithin(Script script) {
        return isFull(script) || isFull() ? null : add(script, false);
    }

    void remove(Place place) {
        Script script = place.script();
        script.states--;
        if (place.surplus()) {
            script.surplus--;
            surplus--;
        } else {
            kept--;
        }
    }

    /** Whether there are as many of the script as there may be. */
    boolean isFull(Script script) {
        int most = script.profile().states() > 0 ? script.profile().states() : capacity.clones();
        return most > 0 && script.states - script.surplus >= most;
    }

    /** Whether there are as many as there may be. */
    boolean isFull() {
        return kept >= capacity.states();
    }

    /** Whether there are more than there may be. */
    boolean isOverfull() {
        return kept > capacity.states();
    }
}
