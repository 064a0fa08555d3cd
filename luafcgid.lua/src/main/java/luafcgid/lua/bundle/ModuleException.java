package luafcgid.lua.bundle;

/** A bundle's modules cannot be offered. The message says why. */
final class ModuleException extends Exception {
    private static final long serialVersionUID = 1;

    private final String module;

    ModuleException(String module, String message) {
        super(message);
        this.module = module;
    }

    /** The one that is faulty; empty where it is none. */
    String module() {
        return module;
    }
}
