package luafcgid.lua.engine;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Traceback;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;

/**
 * The active functions at one moment, cheap to take: what it means is worked out when somebody asks.
 *
 * @param functions innermost first; null for a library function that calls back
 * @param counters  the instruction of each
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read in this package only, and never compared.
record Snapshot(@Nullable LuaClosure[] functions, int[] counters) {
    static final Snapshot NONE = new Snapshot(new LuaClosure[0], new int[0]);

    Traceback traceback() {
        List<Traceback.Frame> frames = new ArrayList<>(functions.length);
        for (int i = 0; i < functions.length; i++) {
            LuaClosure function = functions[i];
            if (function != null) {
                boolean called = i + 1 < functions.length && functions[i + 1] != null;
                frames.add(Frames.frame(
                        function, counters[i], called ? functions[i + 1] : null, called ? counters[i + 1] : 0));
            }
        }
        return frames.isEmpty() ? Traceback.NONE : new Traceback(frames);
    }
}
