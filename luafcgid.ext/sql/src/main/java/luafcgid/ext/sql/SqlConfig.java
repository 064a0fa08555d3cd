package luafcgid.ext.sql;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code luafcgid.ext.sql.config}. */
@ObjectClassDefinition(name = "luafcgid databases")
public @interface SqlConfig {
    String PID = "luafcgid.ext.sql";

    @AttributeDefinition(
            min = "1",
            description = "Most connections to one database as one user, for all states together")
    int size() default 10;

    @AttributeDefinition(min = "250", description = "Milliseconds that a script waits for a connection")
    int waiting() default 5000;

    @AttributeDefinition(min = "10", description = "Seconds after which an unused connection is closed")
    int idle() default 60;

    @AttributeDefinition(min = "30", description = "Seconds after which a connection is replaced; longer than idle")
    int lifetime() default 1800;

    @AttributeDefinition(min = "0", description = "Prepared statements that a connection keeps")
    int statements() default 64;

    @AttributeDefinition(min = "0", description = "Milliseconds that SQLite waits for another's lock")
    int busy() default 5000;

    @AttributeDefinition(
            description = "What becomes of a transaction or cursor that a request leaves open: close or keep")
    String leftovers() default "close";
}
