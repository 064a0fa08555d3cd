package luafcgid.ext.shared.store;

/** A value as a dictionary keeps it: immutable, of plain data all through. Equal by content. */
public sealed interface Data permits Bool, Numeric, Text, Table, Queue {
    /** About how many bytes of memory it takes. */
    long weight();
}
