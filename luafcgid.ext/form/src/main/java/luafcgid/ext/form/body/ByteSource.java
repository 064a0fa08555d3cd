package luafcgid.ext.form.body;

/** A body, read forwards. */
@FunctionalInterface
public interface ByteSource {
    /**
     * Reads what there is, at least one byte.
     *
     * @return how many bytes; -1 at the end
     * @throws BadFormException when the body is too long or ends too early
     */
    int read(byte[] into, int offset, int length) throws BadFormException;
}
