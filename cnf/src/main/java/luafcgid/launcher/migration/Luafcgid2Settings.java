package luafcgid.launcher.migration;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of luafcgid2. */
final class Luafcgid2Settings {
    private static final Meaning GROWING = Meaning.none("buffers grow as they have to");

    private Luafcgid2Settings() {}

    static Map<String, Meaning> all() {
        Map<String, Meaning> all = new HashMap<>();
        responder(all);
        states(all);
        sessions(all);
        Meaning listen =
                Meaning.of(Pid.LISTENER, "address", Conversions::address).but(Conversions::narrowed);
        Meaning entrypoint = Meaning.of(Pid.LUAFCGID2, "entrypoint", Conversions::word);
        all.put("Listen", listen);
        all.put("Entrypoint", entrypoint);
        String misspelt = "luafcgid2 read it with a capital letter only, and used its default here";
        all.put("listen", listen.but(misspelt));
        all.put("entrypoint", entrypoint.but(misspelt));
        all.put(
                "WorkerThreads",
                Meaning.of(Pid.WORKERS, "workers", Conversions.count(1))
                        .but("requests that wait for something do not count: see maxworkers there"));
        all.put("LogFilePath", Meaning.of(Pid.LOG, "file", Conversions::file));
        all.put("StartupScript", Meaning.of(Pid.LUAFCGID2, "startup", Conversions::file));
        all.put(
                "Config",
                Meaning.of(Pid.LUAFCGID2, "config", Conversions::table)
                        .but("scripts get the table from there: keep it"));
        return all;
    }

    private static void responder(Map<String, Meaning> all) {
        all.put("DefaultHeaders", Meaning.of(Pid.RESPONDER, "headers", Conversions::headers));
        all.put("DefaultHttpStatus", Meaning.of(Pid.RESPONDER, "httpstatus", Conversions::word));
        all.put("DefaultContentType", Meaning.of(Pid.RESPONDER, "contenttype", Conversions::word));
        all.put("MaxPostSize", Meaning.of(Pid.RESPONDER, "maxpost", Conversions.count(0)));
        all.put("HeadersSize", GROWING);
        all.put("BodySize", GROWING);
        all.put("BodySectors", GROWING);
    }

    private static void states(Map<String, Meaning> all) {
        all.put("LuaStates", Meaning.of(Pid.POOL, "initial", Conversions.count(1)));
        all.put("LuaMaxStates", Meaning.of(Pid.POOL, "clones", Conversions.count(1)));
        all.put("LuaMaxSearchRetries", Meaning.none("a request above LuaMaxStates gets a state of its own at once"));
        all.put("MinFileInfoTime", Meaning.of(Pid.POOL, "check", Conversions.count(0)));
        all.put("UseFileChecksum", Meaning.of(Pid.POOL, "checksum", Conversions::flag));
    }

    private static void sessions(Map<String, Meaning> all) {
        all.put("SessionName", Meaning.of(Pid.LUAFCGID2, "sessionname", Conversions::word));
        all.put("SessionTime", Meaning.of(Pid.LUAFCGID2, "sessiontime", Conversions.count(1)));
        all.put("SessionKeyLen", Meaning.of(Pid.LUAFCGID2, "sessionkeylen", Conversions.count(16)));
        all.put("SessionCookieSecure", Meaning.of(Pid.LUAFCGID2, "sessionsecure", Conversions::flag));
        all.put("SessionCookieHttpOnly", Meaning.of(Pid.LUAFCGID2, "sessionhttponly", Conversions::flag));
        all.put("SessionCookieSameSite", Meaning.of(Pid.LUAFCGID2, "sessionsamesite", Conversions::text));
        // Whoever wanted no check set a target below 0.
        all.put(
                "SessionTargetScore",
                Meaning.of(Pid.LUAFCGID2, "sessiontargetscore", Conversions.count(-Integer.MAX_VALUE)));
        for (String of : List.of("Ip", "UserAgent", "Language")) {
            String name = "Session" + of + "Score";
            all.put(name, Meaning.of(Pid.LUAFCGID2, name.toLowerCase(Locale.ROOT), Conversions.count(0)));
        }
    }
}
