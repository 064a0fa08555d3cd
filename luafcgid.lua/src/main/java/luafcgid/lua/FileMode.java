package luafcgid.lua;

/** What a script wants with a file, as the file policy sees it. */
public enum FileMode {
    /** Look at its attributes or read it. */
    READ,
    /** Create, change or delete it. */
    WRITE,
    /** Run it as Lua. */
    LOAD
}
