package luafcgid.lua.hostile;

/** How a hostile script has to end. */
public enum Outcome {
    /** It computes without end, in little memory: whoever looks first, the watchdog or the limit on processor time, stops it. */
    LOOPS,
    /** It allocates without end: the limit on allocation stops it. */
    ALLOCATES,
    /** It sees an error with a message. */
    ERROR,
    /** It ends by itself and returns a text. */
    RETURNS
}
