package luafcgid.daemon.worker;

/** A run of a request, or a part of one, for a thread to do. */
interface Job extends Runnable {
    /** Asks it to give way at its next safe point. Any thread; does not block. */
    void requestMove();
}
