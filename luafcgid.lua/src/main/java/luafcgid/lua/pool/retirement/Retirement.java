package luafcgid.lua.pool.retirement;

import org.jspecify.annotations.Nullable;

/**
 * Which states have had their time. Asked when a state is given back, and of idle ones now and then; only of those that are fit, since
 * no policy keeps the others.
 */
@FunctionalInterface
public interface Retirement {
    /** Why the state goes now; null when it stays. Quick, and calls nobody: others wait meanwhile. */
    @Nullable
    Reason reason(Standing state);

    /** As luafcgid's README has it: what is used stays, until it has served {@code maxCount} requests. */
    static Retirement ofUnused(long maxCount, long idle) {
        return state -> {
            if (state.surplus()) {
                return Reason.TOO_MANY;
            }
            if (maxCount > 0 && state.uses() >= maxCount) {
                return Reason.WORN;
            }
            return state.idle() > idle ? Reason.UNUSED : null;
        };
    }

    /** As luafcgid2 does: states up to the limits stay for ever, those above serve one request. */
    static Retirement ofSurplus() {
        return state -> state.surplus() ? Reason.THROWN_AWAY : null;
    }
}
