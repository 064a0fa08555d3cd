package luafcgid.lua.limits;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code luafcgid.lua.Limits.config}. Sizes are in bytes. */
@ObjectClassDefinition(name = "luafcgid limits of scripts")
public @interface LimitsConfig {
    String PID = "luafcgid.lua.Limits";

    @AttributeDefinition(min = "0", description = "Seconds of processor time that a request may use; 0: any")
    double cpu() default 30;

    @AttributeDefinition(
            min = "0",
            description = "Bytes that a request may allocate, whether or not it lets go of them; 0: any")
    long allocation() default 16L << 30;

    @AttributeDefinition(
            min = "1",
            max = "100",
            description =
                    "Percent of the heap that a collection may leave in use; above, the request that has allocated"
                            + " most is stopped")
    int heap() default 75;

    @AttributeDefinition(min = "1", description = "Bytes of one string")
    int string() default 64 << 20;

    @AttributeDefinition(min = "1", description = "Steps that a pattern may take on one string")
    long effort() default 50_000_000;

    @AttributeDefinition(min = "1", description = "Coroutines of one state that have begun and can go on")
    int coroutines() default 20_000;

    @AttributeDefinition(min = "1", description = "Files that one state holds open")
    int files() default 256;

    @AttributeDefinition(min = "0", description = "Bytes of one response; 0: any")
    long output() default 1L << 30;

    @AttributeDefinition(
            min = "0",
            description =
                    "Bytes, about, that a state may keep in its globals when no request uses it; more, and it is closed;"
                            + " 0: any")
    long retained() default 256L << 20;

    @AttributeDefinition(
            min = "0",
            description = "Seconds for which a thread that was told to stop may go on before it is given up; 0: any")
    double grace() default 5;

    @AttributeDefinition(
            min = "0",
            description =
                    "Threads that are given up at a time; one more, and the daemon ends to be started anew; 0: any")
    int abandoned() default 16;
}
