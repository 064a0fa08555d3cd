package luafcgid.ext.crypto.hash;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The digests that Java brings, under the names that OpenSSL and Java give them. Any thread. */
public final class Algorithms {
    /** Java's name by the plain one. Made at first use: asking the providers takes milliseconds. */
    private volatile @Nullable Map<String, String> known;

    /**
     * The digest of this name, in any of its spellings.
     *
     * @throws IllegalArgumentException when there is no such digest
     */
    public Hash digest(String name) {
        try {
            return new DigestHash(MessageDigest.getInstance(find(name)));
        } catch (NoSuchAlgorithmException e) {
            throw unknown("digest", name, e);
        }
    }

    /**
     * A keyed code with this digest.
     *
     * @throws IllegalArgumentException when there is no such digest, or none that takes a key
     */
    public Hash hmac(String name, byte[] key) {
        try {
            Mac mac = Mac.getInstance("Hmac" + find(name).replace("SHA-", "SHA"));
            // Java refuses an empty key. Keys are padded with zeros: one zero is as good as none.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "RAW"));
            return new MacHash(mac);
        } catch (GeneralSecurityException e) {
            throw unknown("digest for HMAC", name, e);
        }
    }

    /** The names of all digests, sorted. */
    public List<String> names() {
        return known().values().stream()
                .map(Algorithms::openssl)
                .distinct()
                .sorted()
                .toList();
    }

    private String find(String name) {
        Map<String, String> all = known();
        // As most write it; the other spellings take longer.
        String found = all.get(name);
        if (found == null) {
            found = all.get(plain(name));
        }
        if (found == null) {
            throw unknown("digest", name, null);
        }
        return found;
    }

    private IllegalArgumentException unknown(String what, String name, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "invalid " + what + " '" + name + "': there are " + String.join(", ", names()), cause);
    }

    private Map<String, String> known() {
        Map<String, String> map = known;
        if (map == null) {
            map = new HashMap<>();
            for (String name : Security.getAlgorithms("MessageDigest")) {
                map.put(plain(name), name);
            }
            map.put("sha", "SHA-1");
            map.put("sha1", "SHA-1");
            known = map;
        }
        return map;
    }

    /** {@code SHA-512/256}, {@code sha512-256} and {@code RSA-SHA512/256} are one. */
    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-/_ ]", "");
        return plain.startsWith("rsa") ? plain.substring(3) : plain;
    }

    private static String openssl(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('/', '-');
        return lower.startsWith("sha-") ? "sha" + lower.substring(4) : lower;
    }
}
