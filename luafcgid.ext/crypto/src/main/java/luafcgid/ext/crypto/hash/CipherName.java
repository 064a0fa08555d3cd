package luafcgid.ext.crypto.hash;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A block cipher without authentication, as OpenSSL names it: for what others encrypted. */
public enum CipherName {
    AES_128_CBC("AES", "CBC", 16, 16),
    AES_128_CTR("AES", "CTR", 16, 16),
    AES_128_ECB("AES", "ECB", 16, 0),
    AES_192_CBC("AES", "CBC", 24, 16),
    AES_192_CTR("AES", "CTR", 24, 16),
    AES_192_ECB("AES", "ECB", 24, 0),
    AES_256_CBC("AES", "CBC", 32, 16),
    AES_256_CTR("AES", "CTR", 32, 16),
    AES_256_ECB("AES", "ECB", 32, 0),
    DES_EDE3_CBC("DESede", "CBC", 24, 8);

    private final String algorithm;
    private final String mode;
    private final int keySize;
    private final int ivSize;

    CipherName(String algorithm, String mode, int keySize, int ivSize) {
        this.algorithm = algorithm;
        this.mode = mode;
        this.keySize = keySize;
        this.ivSize = ivSize;
    }

    /**
     * The cipher of this name.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static CipherName of(String name) {
        for (CipherName cipher : values()) {
            if (cipher.text().equals(name.toLowerCase(Locale.ROOT))) {
                return cipher;
            }
        }
        throw new IllegalArgumentException(
                "invalid encrypt cipher '" + name + "': there are " + String.join(", ", names()));
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(CipherName::text).toList();
    }

    public int ivSize() {
        return ivSize;
    }

    /** A cipher at work. Key and initial vector are cut or filled with zeros, as OpenSSL's callers do it. */
    public Cipher start(boolean encrypt, byte[] key, byte[] iv, boolean pad) {
        boolean stream = mode.equals("CTR");
        try {
            Cipher cipher =
                    Cipher.getInstance(algorithm + "/" + mode + (pad && !stream ? "/PKCS5Padding" : "/NoPadding"));
            SecretKeySpec secret = new SecretKeySpec(Arrays.copyOf(key, keySize), algorithm);
            int direction = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            if (ivSize == 0) {
                cipher.init(direction, secret);
            } else {
                cipher.init(direction, secret, new IvParameterSpec(Arrays.copyOf(iv, ivSize)));
            }
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
