package luafcgid.daemon.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

final class ReasonsTest {
    private static String reason(String message) {
        return Reasons.unresolved(new BundleException(message, BundleException.RESOLVE_ERROR));
    }

    @Test
    void aMissingPackageIsNamed() {
        assertEquals(
                "it needs the package org.nope from 1.2 below 2, which no bundle exports: drop one that does",
                reason("Unable to resolve a [12](R 12.0): missing requirement [a [12](R 12.0)] osgi.wiring.package;"
                        + " (&(osgi.wiring.package=org.nope)(version>=1.2)(!(version>=2))) Unresolved requirements:"
                        + " [[a [12](R 12.0)] osgi.wiring.package;"
                        + " (&(osgi.wiring.package=org.nope)(version>=1.2)(!(version>=2)))]"));
    }

    @Test
    void aNewerJavaIsNamed() {
        assertTrue(reason("missing requirement [a [1](R 1.0)] osgi.ee; (&(osgi.ee=JavaSE)(version=99))")
                .startsWith("it needs Java 99, and this is "));
    }

    @Test
    void whatIsNotUnderstoodIsShownAsItIs() {
        assertEquals("something else", reason("something else"));
    }
}
