package luafcgid.daemon.deploy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of {@code luafcgid.daemon.Deploy}. */
@ObjectClassDefinition(name = "luafcgid deployment of extensions")
public @interface DeployConfig {
    String PID = "luafcgid.daemon.Deploy";

    @AttributeDefinition(
            description = "seconds that requests in flight may go on using a version that was replaced or removed")
    double drain() default 60;

    @AttributeDefinition(description = "seconds that a file may look incomplete before that is an error")
    double settle() default 2;

    @AttributeDefinition(description = "seconds that a bundle's start may take")
    double start() default 10;
}
