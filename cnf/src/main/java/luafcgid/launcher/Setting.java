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

    /** The address of a listener. */
    static Setting listener(String name, ListenAddress address) {
        return new Setting("luafcgid.protocol.Listener~" + name, "address", address.toString());
    }

    /** The address of a listener of the command line. */
    static Setting listener(String name, String address) throws Failure {
        return listener(name, address("--listen", address));
    }

    /** The address of the HTTP front, or {@code off}. */
    static Setting http(String address) throws Failure {
        return new Setting(
                "luafcgid.ext.web.Http",
                "address",
                address.equals("off") ? address : address("--http", address).toString());
    }

    private static ListenAddress address(String option, String address) throws Failure {
        try {
            return ListenAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, option + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return pid + ":" + key + "=" + value;
    }
}
