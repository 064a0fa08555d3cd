package luafcgid.ext.shared.store;

/** True or false. */
public record Bool(boolean value) implements Data {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    public static Bool of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public long weight() {
        return 0;
    }
}
