package luafcgid.ext.shared.store;

/** Of a list. */
public enum End {
    LEFT,
    RIGHT
}
