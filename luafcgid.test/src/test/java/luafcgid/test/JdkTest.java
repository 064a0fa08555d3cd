package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JdkTest {
    @Test
    void theSuiteRunsOnAnOldAndANewJdk() {
        List<Jdk> tested = Jdk.tested();
        System.out.println("luafcgid.test runs on " + tested);
        assumeTrue(tested.size() == 2, () -> "the second JDK is missing; only " + tested + " is here");
        assertNotEquals(
                tested.get(0).version().feature(), tested.get(1).version().feature());
    }
}
