package luafcgid.lua.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import luafcgid.lua.StateContext.Registration;

/** What libraries want done when a request ends. Used by the thread that runs the state. */
final class Enders {
    private final Deque<Ender> waiting = new ArrayDeque<>(2);

    Registration add(Runnable action) {
        Ender ender = new Ender(action);
        waiting.push(ender);
        return ender;
    }

    /** Runs those that were not closed, the last added first, those that are added meanwhile too. */
    void run(System.Logger log) {
        for (Ender ender = waiting.poll(); ender != null; ender = waiting.poll()) {
            try {
                ender.action.run();
            } catch (RuntimeException e) {
                log.log(System.Logger.Level.WARNING, "a library failed when a request ended", e);
            }
        }
    }

    private final class Ender implements Registration {
        private final Runnable action;

        Ender(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            waiting.remove(this);
        }
    }
}
