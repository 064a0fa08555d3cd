package luafcgid.daemon.hooks;

import java.util.Locale;

/** When Lua of the operator's runs. */
enum Hook {
    /** Before the first request, and whenever the state is made anew. */
    STARTUP,
    /** After each sweep. */
    HOUSEKEEPING,
    /** After the last request. */
    SHUTDOWN;

    /** The name of the setting, and of the global variable in the file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
