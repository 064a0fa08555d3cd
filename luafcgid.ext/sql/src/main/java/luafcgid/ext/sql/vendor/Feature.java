package luafcgid.ext.sql.vendor;

/** Methods that not every module has. */
public enum Feature {
    ESCAPE,
    LAST_AUTO_ID,
    ROW_COUNT,
    SEEK,
    NEXT_RESULT
}
