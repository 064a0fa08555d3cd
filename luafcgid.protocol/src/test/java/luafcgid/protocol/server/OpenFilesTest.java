package luafcgid.protocol.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class OpenFilesTest {
    @Test
    void theSoftLimitCounts() {
        List<String> limits = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             95000                95000                processes ",
                "Max open files            1024                 524288               files     ");
        assertEquals(OptionalLong.of(1024), OpenFiles.limit(limits));
    }

    @Test
    void noLimitIsNoReasonToObject() {
        List<String> limits = List.of("Max open files            unlimited            unlimited            files     ");
        assertEquals(OptionalLong.empty(), OpenFiles.limit(limits));
        assertEquals(Optional.empty(), OpenFiles.objection(1_000_000, OptionalLong.empty()));
    }

    @Test
    void fewerFilesThanConnectionsAreToldWithBothNumbers() {
        assertEquals(Optional.empty(), OpenFiles.objection(10_000, OptionalLong.of(10_512)));
        String told = OpenFiles.objection(10_000, OptionalLong.of(10_511)).orElseThrow();
        assertTrue(told.contains("connections=10000") && told.contains("10511"), told);
    }
}
