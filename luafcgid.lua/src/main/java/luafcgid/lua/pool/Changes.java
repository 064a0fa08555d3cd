package luafcgid.lua.pool;

import java.time.Duration;

/**
 * How changes of files are noticed and taken.
 *
 * @param check    how often a script's files are looked at; zero for every request
 * @param settle   how long a changed file has to stay as it is before it is taken
 * @param failFast whether a changed script that does not load is shown to be broken; else its old version goes on serving
 * @param checksum whether a file that has the contents that it had has not changed, whatever its time stamps say
 */
public record Changes(Duration check, Duration settle, boolean failFast, boolean checksum) {
    public static final Changes DEFAULT = new Changes(Duration.ofMillis(500), Duration.ofMillis(50), false, false);
}
