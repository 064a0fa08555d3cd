package luafcgid.ext.crypto.face;

import java.util.function.Supplier;
import luafcgid.ext.crypto.hash.Algorithms;
import luafcgid.ext.crypto.hash.Randomness;
import luafcgid.ext.crypto.hash.Uuids;
import luafcgid.ext.crypto.password.Passwords;

/**
 * What the modules of all states have in common.
 *
 * @param passwords the present ones: a change of the configuration makes others
 */
public record Core(Algorithms algorithms, Randomness random, Uuids uuids, Supplier<Passwords> passwords) {}
