package luafcgid.daemon.hooks;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of {@code luafcgid.daemon.Hooks}. */
@ObjectClassDefinition(name = "luafcgid hooks")
public @interface HooksConfig {
    String PID = "luafcgid.daemon.Hooks";

    @AttributeDefinition(
            description =
                    "a Lua file that is executed when the daemon starts; its global functions startup, housekeeping and"
                            + " shutdown are hooks. Default: none")
    String file() default "";

    @AttributeDefinition(
            description = "Lua that runs before the first request is served: chunks, or files as @/PATH. Default: none")
    String[] startup() default {};

    @AttributeDefinition(
            description =
                    "Lua that runs at each sweep of luafcgid.daemon.Housekeeping: chunks, or files as @/PATH. Default: none")
    String[] housekeeping() default {};

    @AttributeDefinition(
            description = "Lua that runs after the last request: chunks, or files as @/PATH. Default: none")
    String[] shutdown() default {};

    @AttributeDefinition(description = "seconds that a hook may take")
    double watchdog() default 10;
}
