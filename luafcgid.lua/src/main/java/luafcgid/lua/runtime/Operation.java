package luafcgid.lua.runtime;

/** What a function does at a {@link Site}. */
public enum Operation {
    CALL(""),
    /** Calls in the place of the function itself: once a function of Lua has been entered, the caller's frame counts no more. */
    TAIL_CALL(""),
    /** Calls the iterator of a generic {@code for}. */
    ITERATE(""),
    INDEX("index"),
    SET_INDEX("newindex"),
    ADD("add"),
    SUBTRACT("sub"),
    MULTIPLY("mul"),
    DIVIDE("div"),
    MODULO("mod"),
    POWER("pow"),
    FLOOR_DIVIDE("idiv"),
    BIT_AND("band"),
    BIT_OR("bor"),
    BIT_XOR("bxor"),
    SHIFT_LEFT("shl"),
    SHIFT_RIGHT("shr"),
    NEGATE("unm"),
    BIT_NOT("bnot"),
    LENGTH("len"),
    CONCAT("concat"),
    EQUAL("eq"),
    LESS("lt"),
    LESS_OR_EQUAL("le"),
    /** Closes a to-be-closed variable. */
    CLOSE("close"),
    /** Anything else that may stop or fail: a safe point, the preparation of a numeric {@code for}. */
    OTHER(""),
    /** Goes on in another method of the same function: that method's frame tells where the function is, this one counts no more. */
    CONTINUE("");

    private final String event;

    Operation(String event) {
        this.event = event;
    }

    /** The metamethod that it may call, without the underscores; empty where there is none. */
    public String event() {
        return event;
    }
}
