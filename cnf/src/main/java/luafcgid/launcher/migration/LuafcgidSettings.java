package luafcgid.launcher.migration;

import java.util.HashMap;
import java.util.Map;

/** The settings of luafcgid. */
final class LuafcgidSettings {
    private static final Meaning GROWING = Meaning.none("buffers grow as they have to");
    private static final Meaning HOOK =
            Meaning.of(Pid.HOOKS, "file", Conversions::hook).but("the daemon executes the file for its hooks: keep it");

    private LuafcgidSettings() {}

    static Map<String, Meaning> all() {
        Map<String, Meaning> all = new HashMap<>();
        responder(all);
        states(all);
        all.put(
                "listen",
                Meaning.of(Pid.LISTENER, "address", Conversions::address).but(Conversions::narrowed));
        all.put("backlog", Meaning.of(Pid.LISTENER, "backlog", Conversions.countOrDefault(1)));
        all.put(
                "workers",
                Meaning.of(Pid.WORKERS, "workers", Conversions.count(1))
                        .but("requests that wait for something do not count: see maxworkers there"));
        all.put(
                "sweep",
                Meaning.of(Pid.HOUSEKEEPING, "sweep", Conversions.millis(10)).but("in seconds"));
        all.put("daemonize", Meaning.none("'luafcgid start' serves in the background, 'luafcgid run' does not"));
        all.put("logfile", Meaning.of(Pid.LOG, "file", Conversions::file));
        all.put("headersize", GROWING);
        all.put("bodysize", GROWING);
        all.put("startup", HOOK);
        all.put("shutdown", HOOK);
        all.put("housekeeping", HOOK);
        return all;
    }

    private static void responder(Map<String, Meaning> all) {
        all.put("watchdog", Meaning.of(Pid.RESPONDER, "watchdog", Conversions.count(0)));
        all.put("showerrors", Meaning.of(Pid.RESPONDER, "showerrors", Conversions::flag));
        all.put("buffering", Meaning.of(Pid.RESPONDER, "buffering", Conversions::flag));
        all.put("headers", Meaning.of(Pid.RESPONDER, "headers", Conversions::headers));
        all.put("handler", Meaning.of(Pid.RESPONDER, "handler", Conversions::word));
        all.put("httpstatus", Meaning.of(Pid.RESPONDER, "httpstatus", Conversions::word));
        all.put("contenttype", Meaning.of(Pid.RESPONDER, "contenttype", Conversions::word));
        all.put("maxpost", Meaning.of(Pid.RESPONDER, "maxpost", Conversions.count(0)));
    }

    private static void states(Map<String, Meaning> all) {
        all.put("states", Meaning.of(Pid.POOL, "states", Conversions.count(1)));
        all.put("clones", Meaning.of(Pid.POOL, "clones", Conversions.count(0)));
        all.put("maxcount", Meaning.of(Pid.POOL, "maxcount", Conversions.count(0)));
        all.put("retries", Meaning.none("a request waits until a state is free"));
    }
}
