package luafcgid.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Marks tests of what does not depend on the Java: they run the distribution on the newest {@link Jdk} only. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@MethodSource("luafcgid.test.Jdk#newestOnly")
@ExtendWith(FailureLog.class)
@Timeout(60)
public @interface OnNewestJdk {}
