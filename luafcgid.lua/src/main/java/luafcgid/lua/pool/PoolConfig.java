package luafcgid.lua.pool;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code luafcgid.lua.Pool.config}. */
@ObjectClassDefinition(name = "luafcgid Lua states")
public @interface PoolConfig {
    String PID = "luafcgid.lua.Pool";

    @AttributeDefinition(
            description =
                    "Folders that hold scripts; nothing outside of them is run. Default: the folder that is served")
    String[] roots() default {};

    @AttributeDefinition(description = "Folders that hold Lua modules, searched after the script's own")
    String[] modulepath() default {};

    @AttributeDefinition(
            description =
                    "Version of Lua of scripts that do not choose one by a first line as in '-- lua: 5.4': 5.1, 5.2, 5.3, 5.4")
    String dialect() default "5.1";

    @AttributeDefinition(
            description =
                    "What runs Lua: compiled (classes of the JVM), reference (LuaJ's interpreter of 5.2, for comparisons)")
    String engine() default "compiled";

    @AttributeDefinition(description = "What scripts' names end with")
    String[] suffixes() default {".lua"};

    @AttributeDefinition(
            description =
                    "Files that scripts may read and write: open (any that the daemon may), root (below the roots), none")
    String files() default "open";

    @AttributeDefinition(
            description =
                    "Folders, roots or in one, whose scripts are not trusted: they start no programs, load Lua from their"
                            + " folder and modulepath only, and touch only what readable and writable list")
    String[] sandbox() default {};

    @AttributeDefinition(
            description =
                    "Files and folders that such scripts may read: absolute, or relative to their folder of sandbox")
    String[] readable() default {"."};

    @AttributeDefinition(description = "Files and folders that such scripts may read and write, as in readable")
    String[] writable() default {};

    @AttributeDefinition(description = "Whether os.execute and io.popen start programs")
    boolean execute() default false;

    @AttributeDefinition(min = "1", description = "Most Lua states in all")
    int states() default 1024;

    @AttributeDefinition(min = "0", description = "Most Lua states of one script; 0: as many as there may be in all")
    int clones() default 0;

    @AttributeDefinition(
            min = "1",
            description = "Lua states that a script gets as soon as it is loaded, as far as states and clones allow")
    int initial() default 1;

    @AttributeDefinition(
            description = "What becomes of states: popularity (none above the limits; unused and worn ones go), "
                    + "throwaway (all up to the limits stay for ever, those above serve one request)")
    String retirement() default "popularity";

    @AttributeDefinition(min = "0", description = "Requests after which a state is closed; 0: never")
    long maxcount() default 0;

    @AttributeDefinition(min = "1", description = "Seconds after which an unused state is closed")
    int idle() default 3600;

    @AttributeDefinition(min = "1", description = "Seconds in which an unused state loses half of what its uses count")
    int halflife() default 300;

    @AttributeDefinition(
            min = "0",
            description =
                    "Milliseconds between two looks at a script's files; 0: at every request. -1: 0 in development, else 500")
    int check() default -1;

    @AttributeDefinition(min = "0", description = "Milliseconds that a changed file has to rest before it is taken")
    int settle() default 50;

    @AttributeDefinition(
            description = "Whether a file is unchanged that was written anew with the contents that it had")
    boolean checksum() default false;

    @AttributeDefinition(
            description = "Show that a changed script does not load (true), or go on with its old version (false). "
                    + "auto: true in development")
    String failfast() default "auto";
}
