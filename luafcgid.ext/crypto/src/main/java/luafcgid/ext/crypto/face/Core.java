package luafcgid.ext.crypto.face;

import java.util.function.Supplier;
import luafcgid.ext.crypto.hash.Algorithms;
import luafcgid.ext.crypto.hash.Randomness;
import luafcgid.ext.crypto.hash.Uuids;
import luafcgid.ext.crypto.password.Passwords;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What the modules of all states have in common.
 *
 * @param passwords the present ones: a change of the configuration makes others
 */
public record Core(Algorithms algorithms, Randomness random, Uuids uuids, Supplier<Passwords> passwords) {
    /** What one call gives at most: keys and tokens are shorter by far. */
    public static final int MOST_RANDOM_BYTES = 1 << 20;

    /** As many random bytes as the first argument says. */
    public LuaValue randomBytes(Varargs arguments) {
        int count = Arguments.integer(arguments, 1, 0, MOST_RANDOM_BYTES);
        return Arguments.lua(random.bytes(count));
    }
}
