package luafcgid.ext.crypto.hash;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM: the nonce, 12 bytes and random, goes before what is sealed, the tag of 16 bytes after it. */
public final class Sealing {
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final Randomness random;

    public Sealing(Randomness random) {
        this.random = random;
    }

    /**
     * Encrypts the text and vouches for it and for the associated data.
     *
     * @throws IllegalArgumentException when the key has not 16, 24 or 32 bytes
     */
    public byte[] seal(byte[] key, byte[] text, byte[] associated) {
        byte[] nonce = random.bytes(NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, associated);
            byte[] sealed = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(text.length));
            cipher.doFinal(text, 0, text.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text, or nothing when key, associated data or the sealed bytes are not those of {@link #seal}. */
    public Optional<byte[]> open(byte[] key, byte[] sealed, byte[] associated) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), associated);
            return sealed.length < NONCE + TAG
                    ? Optional.empty()
                    : Optional.of(cipher.doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes: AES takes 16, 24 or 32");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
