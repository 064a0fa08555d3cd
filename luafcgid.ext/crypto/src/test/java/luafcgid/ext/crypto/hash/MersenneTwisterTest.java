package luafcgid.ext.crypto.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest {
    /** As the C++ standard demands of its mt19937. */
    @Test
    void theTenThousandthNumberOfTheUsualSeedIsTheReferences() {
        MersenneTwister twister = new MersenneTwister(5489);
        assertEquals(3499211612L, Integer.toUnsignedLong(twister.nextInt()));
        for (int i = 2; i < 10_000; i++) {
            twister.nextInt();
        }
        assertEquals(4123659995L, Integer.toUnsignedLong(twister.nextInt()));
    }

    @Test
    void aFractionHas53BitsOfTwoNumbers() {
        MersenneTwister numbers = new MersenneTwister(2009);
        long high = Integer.toUnsignedLong(numbers.nextInt()) >> 5;
        long low = Integer.toUnsignedLong(numbers.nextInt()) >> 6;
        assertEquals((high * 67108864.0 + low) / 9007199254740992.0, new MersenneTwister(2009).fraction());
    }
}
