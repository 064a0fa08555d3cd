package luafcgid.daemon.hooks;

/** A service that is there once the hook {@code startup} has run, or failed: no request is served before. */
public final class Started {
    Started() {}
}
