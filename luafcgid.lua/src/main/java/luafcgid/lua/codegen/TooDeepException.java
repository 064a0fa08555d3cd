package luafcgid.lua.codegen;

/** A method would have expressions too deep within one another. */
final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeepException() {
        super("expressions are too deep within one another", null, false, false);
    }
}
