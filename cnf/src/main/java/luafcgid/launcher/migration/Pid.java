package luafcgid.launcher.migration;

/** The configurations that take old settings over. */
final class Pid {
    static final String LISTENER = "luafcgid.protocol.Listener~main";
    static final String POOL = "luafcgid.lua.Pool";
    static final String RESPONDER = "luafcgid.daemon.Responder";
    static final String WORKERS = "luafcgid.daemon.Workers";
    static final String HOUSEKEEPING = "luafcgid.daemon.Housekeeping";
    static final String HOOKS = "luafcgid.daemon.Hooks";
    static final String LOG = "luafcgid.daemon.Log";
    static final String LUAFCGID2 = "luafcgid.daemon.Luafcgid2";

    private Pid() {}
}
