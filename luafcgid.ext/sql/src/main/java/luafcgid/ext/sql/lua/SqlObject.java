package luafcgid.ext.sql.lua;

/** What a script holds. */
interface SqlObject {
    boolean isClosed();
}
