package luafcgid.lua.analysis;

/** How code keeps a value. */
public enum Kind {
    /** As an object. */
    VALUE,
    /** As an object that is a mark where the value is a float, and that float beside it. */
    DUAL,
    /** As a float: it is never anything else. */
    FLOAT,
    /** As an integer of 64 bits: a float that is never anything but a small whole number. */
    WHOLE;

    public boolean isNumber() {
        return this == FLOAT || this == WHOLE;
    }
}
