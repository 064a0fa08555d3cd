package luafcgid.launcher;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import luafcgid.protocol.ListenAddress;

/** One value of one configuration, put over what files say: {@code PID:key=value}. */
record Setting(String pid, String key, String value) {
    /** How the configurations of listeners are called. */
    static final String LISTENER = "luafcgid.protocol.Listener~";

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

    /** Of an old configuration file: a text, or a list of them. */
    static Setting of(String pid, String key, Object value) {
        return new Setting(
                pid,
                key,
                value instanceof List<?> list
                        ? list.stream()
                                .map(each -> each.toString().replace(",", "\\,"))
                                .collect(Collectors.joining(",", "[", "]"))
                        : value.toString());
    }

    /** The address of a listener. */
    static Setting listener(String name, ListenAddress address) {
        return new Setting(LISTENER + name, "address", address.toString());
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
