package luafcgid.daemon.convention.luafcgid2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RequestCookiesTest {
    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("", Map.of()),
                Arguments.of("a=1", Map.of("a", "1")),
                Arguments.of("a=1; b=2", Map.of("a", "1", "b", "2")),
                Arguments.of("a=1,b=2;c=3", Map.of("a", "1", "b", "2", "c", "3")),
                Arguments.of("  a  =1;", Map.of("a", "1")),
                Arguments.of("a=1;;; ,b=2;", Map.of("a", "1", "b", "2")),
                Arguments.of("a=b=c", Map.of("a", "b=c")),
                Arguments.of("a; b=2", Map.of("a", "", "b", "2")),
                Arguments.of("a=; b", Map.of("a", "", "b", "")),
                Arguments.of("a=\"x;y,z\"; b=\"\"", Map.of("a", "x;y,z", "b", "")),
                Arguments.of("a=\"; b=2", Map.of("a", "\"; b=2")),
                Arguments.of("a=x\"y\"z", Map.of("a", "x\"y\"z")),
                Arguments.of("a=1; a=2", Map.of("a", "2")),
                Arguments.of("=1; \u00e9=\u00ff", Map.of("\u00e9", "\u00ff")),
                Arguments.of("=", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void areReadAsLuafcgid2ReadsThem(String header, Map<String, String> cookies) {
        assertEquals(cookies, new LinkedHashMap<>(RequestCookies.parse(header)));
    }
}
