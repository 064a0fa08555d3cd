package luafcgid.ext.shared.memory;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code luafcgid.ext.shared.config}. */
@ObjectClassDefinition(name = "luafcgid shared dictionaries in memory")
public @interface MemoryConfig {
    String PID = "luafcgid.ext.shared";

    @AttributeDefinition(
            min = "65536",
            description = "Bytes that a dictionary may take which no script gave a number of its own")
    long bytes() default 8 << 20;

    @AttributeDefinition(min = "0", description = "Entries that it may have; 0: as many as fit")
    long entries() default 0;

    @AttributeDefinition(min = "0", description = "Bytes that all dictionaries may take; 0: a quarter of the heap")
    long total() default 0;
}
