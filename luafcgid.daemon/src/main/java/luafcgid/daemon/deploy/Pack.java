package luafcgid.daemon.deploy;

/**
 * A jar that is to be installed.
 *
 * @param contents  the jar
 * @param name      its symbolic name
 * @param version   its version
 * @param singleton whether only one of its name may be resolved
 * @param promises  whether it says that it offers Lua modules
 */
record Pack(Contents contents, String name, String version, boolean singleton, boolean promises) {
    /** The bytes of a jar, never changed. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Contents(byte[] bytes) {}

    /** The framework has its own copy. */
    Pack withoutContents() {
        return new Pack(new Contents(new byte[0]), name, version, singleton, promises);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
