package luafcgid.ext.crypto.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyDerivationTest {
    private static final byte[] BYTES = {1, 2, 3};

    @Test
    void aLongDerivationEndsWhenItIsTold() {
        int[] pauses = new int[1];
        assertThrows(CancellationException.class, () -> new KeyDerivation(new Algorithms())
                .pbkdf2("sha256", BYTES, BYTES, Integer.MAX_VALUE, 32, () -> {
                    if (++pauses[0] == 3) {
                        throw new CancellationException();
                    }
                }));
        assertEquals(3, pauses[0]);
    }
}
