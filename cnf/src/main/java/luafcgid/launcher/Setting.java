package luafcgid.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.protocol.ListenAddress;

/** One value of one configuration, put over what files say: {@code PID:key=value}. */
record Setting(String pid, String key, String value) {
    private static final Pattern FORM =
            Pattern.compile("(?<pid>[\\w.-]+(?:~[^:=\\s]+)?):(?<key>[\\w.-]+)=(?<value>\\P{Cntrl}*)");

    /** @throws Failure when the text is not {@code PID:key=value} on one line */
    static Setting parse(String text) throws Failure {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Failure(
                    Exit.USAGE,
                    "--set '" + text + "': write PID:key=value on one line, as in luafcgid.lua.Pool:states=20");
        }
        return new Setting(matcher.group("pid"), matcher.group("key"), matcher.group("value"));
    }

    /** The address of the n-th listener of the command line; the first takes the place of the default one. */
    static Setting listener(int n, String address) throws Failure {
        String name = n == 0 ? "main" : "listen" + (n + 1);
        return new Setting("luafcgid.protocol.Listener~" + name, "address", address("--listen", address));
    }

    /** The address of the HTTP front, or {@code off}. */
    static Setting http(String address) throws Failure {
        return new Setting(
                "luafcgid.ext.web.Http", "address", address.equals("off") ? address : address("--http", address));
    }

    private static String address(String option, String address) throws Failure {
        try {
            return ListenAddress.parse(address).toString();
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, option + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return pid + ":" + key + "=" + value;
    }
}
