package luafcgid.daemon.worker;

/** A run of a request, or a part of one, for a thread to do. */
interface Job extends Runnable {
    /** Asks it to give way at its next safe point. Any thread; does not block. */
    void requestMove();

    /** Whether its request has given way already: those come first that have not. */
    default boolean comesLater() {
        return false;
    }
}
