package luafcgid.daemon.convention.luafcgid2;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code luafcgid.daemon.Luafcgid2.config}. */
@ObjectClassDefinition(name = "luafcgid convention of luafcgid2")
public @interface Luafcgid2Config {
    String PID = "luafcgid.daemon.Luafcgid2";

    @AttributeDefinition(description = "the global function that answers requests")
    String entrypoint() default "main";

    @AttributeDefinition(description = "a Lua file that runs in every state before the script; empty: none")
    String startup() default "";

    @AttributeDefinition(description = "a Lua file whose table Config scripts find as Config; empty: none")
    String config() default "";

    @AttributeDefinition(description = "name of the session cookie")
    String sessionname() default "XLuaSession";

    @AttributeDefinition(min = "1", description = "seconds that an unused session lives")
    int sessiontime() default 3600;

    @AttributeDefinition(min = "16", max = "256", description = "characters of a session's id, each worth 6 bits")
    int sessionkeylen() default 24;

    @AttributeDefinition(description = "whether browsers send the cookie over HTTPS only")
    boolean sessionsecure() default true;

    @AttributeDefinition(description = "whether the cookie is hidden from JavaScript")
    boolean sessionhttponly() default true;

    @AttributeDefinition(
            description = "when browsers send the cookie with requests from other sites: Strict, Lax, None;"
                    + " empty: as they like")
    String sessionsamesite() default "Lax";

    @AttributeDefinition(
            description = "points that a request needs to get the session of its cookie; 0: every request gets it")
    int sessiontargetscore() default 3;

    @AttributeDefinition(min = "0", description = "points for the address that the session was used from last")
    int sessionipscore() default 3;

    @AttributeDefinition(min = "0", description = "points for the same user agent")
    int sessionuseragentscore() default 2;

    @AttributeDefinition(min = "0", description = "points for the same Accept-Language")
    int sessionlanguagescore() default 1;

    @AttributeDefinition(min = "1", description = "sessions that memory holds; with more, those unused longest go")
    int sessions() default 100_000;

    @AttributeDefinition(
            min = "65536",
            description = "bytes that the sessions in memory take together, one of them a sixteenth at most")
    long sessionbytes() default 64 << 20;
}
