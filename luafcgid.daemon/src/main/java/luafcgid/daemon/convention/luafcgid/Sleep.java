package luafcgid.daemon.convention.luafcgid;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;

/** {@code luafcgid.sleep(seconds)}: waits without using a processor; a stop of the request ends it at once. */
final class Sleep extends OneArgFunction {
    private final StateContext state;

    Sleep(StateContext state) {
        this.state = state;
    }

    @Override
    public LuaValue call(LuaValue seconds) {
        double wanted = seconds.checkdouble();
        if (!(wanted >= 0)) {
            argerror(1, "seconds are 0 or more");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (StateContext.Registration stop = state.onStop(stopped::countDown)) {
            // Both outcomes go on: after a stop the script's next safe point ends it.
            boolean ignored = stopped.await((long) Math.min(wanted * 1e9, Long.MAX_VALUE), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return LuaValue.NONE.arg1();
    }
}
