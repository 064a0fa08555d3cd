package luafcgid.daemon.deploy;

/**
 * A file in {@code ext/} as an operator sees it.
 *
 * @param file    its name, with the folder's
 * @param bundle  the framework's number of what is installed; -1 for nothing
 * @param name    the symbolic name of what is installed
 * @param version its version
 * @param status  what became of the file
 * @param detail  why; empty when all is well
 */
public record ArtifactInfo(String file, long bundle, String name, String version, Status status, String detail) {
    /** What became of a file. */
    public enum Status {
        /** It is installed. */
        ACTIVE,
        /** It is installed, and waits for something that another one may bring. */
        WAITING,
        /** It is faulty; its previous version serves. */
        PREVIOUS,
        /** It is faulty, and nothing of it is there. */
        FAILED
    }
}
