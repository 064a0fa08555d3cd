package luafcgid.ext.crypto.password;

/** A way to hash passwords, at a certain cost. Equal ones cost the same. */
public sealed interface Scheme permits Argon2, Bcrypt {
    /**
     * Refuses itself beyond those limits.
     *
     * @throws IllegalArgumentException when it costs more than that
     */
    void allow(PasswordLimits limits);

    /** The hash of a password, with all that is needed to verify it. */
    String hash(byte[] password, byte[] salt);

    /** Whether {@code hash}, which is of this scheme, is one of the password. */
    boolean verify(byte[] password, String hash);
}
