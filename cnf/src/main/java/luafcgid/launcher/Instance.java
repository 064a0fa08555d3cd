package luafcgid.launcher;

import java.io.IOException;
import java.util.Optional;

/** A var folder that this process holds for itself. */
record Instance(VarFolder var, InstanceLock lock, boolean spawned) implements AutoCloseable {
    /** More than a web server would start: then something else is wrong. */
    private static final int MOST = 1000;

    /** The folder itself, for the one daemon that it belongs to. */
    static Instance only(VarFolder var) throws Failure {
        return take(var, false).orElseThrow(() -> Foreground.inUse(var));
    }

    /** The first of the folders below it that nobody holds, for one of several processes that are started alike. */
    static Instance firstFree(VarFolder base) throws Failure {
        for (int n = 1; n <= MOST; n++) {
            Optional<Instance> instance = take(base.instance(n), true);
            if (instance.isPresent()) {
                return instance.get();
            }
        }
        throw new Failure(Exit.FAILED, MOST + " processes hold the folders in " + base.path() + "; end some");
    }

    private static Optional<Instance> take(VarFolder var, boolean spawned) throws Failure {
        var.create();
        try {
            return InstanceLock.take(var.lock()).map(lock -> new Instance(var, lock, spawned));
        } catch (IOException e) {
            throw var.unusable(e);
        }
    }

    /** Removes what is of use only while a daemon runs, of one that was spawned all but its log; then lets go of the folder. */
    @Override
    public void close() throws IOException {
        var.sweep();
        if (spawned) {
            VarFolder.delete(var.cache());
        }
        lock.close();
    }
}
