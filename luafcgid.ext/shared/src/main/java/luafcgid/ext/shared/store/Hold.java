package luafcgid.ext.shared.store;

/** A lock that is held. Any thread. */
public interface Hold {
    /**
     * Lets the lock go; the one who has waited longest has it next.
     *
     * @return false when it was held no more: released before, or its time was over
     */
    boolean release();
}
