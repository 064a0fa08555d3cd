package luafcgid.ext.web.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,0", "bytes=2-,2,9", "bytes=-3,7,9", "bytes=-99,0,9", "bytes=5-99,5,9"})
    void oneRangeIsRead(String header, long first, long last) {
        assertEquals(Optional.of(new ByteRange(first, last)), ByteRange.parse(header, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void aRangeBeyondTheEndCannotBeSatisfied(String header) {
        assertFalse(ByteRange.parse(header, 10).orElseThrow().isSatisfiable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1-2,4-5", "bytes=3-2", "bytes=-", "lines=1-2", "bytes=99999999999999999999-"})
    void anythingElseMeansTheWhole(String header) {
        assertEquals(Optional.empty(), ByteRange.parse(header, 10));
    }
}
