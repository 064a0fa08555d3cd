package luafcgid.ext.crypto.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 (RFC 9106), written as its reference implementation does.
 *
 * @param kind   {@code argon2id}, {@code argon2i} or {@code argon2d}
 * @param memory KiB
 */
public record Argon2(String kind, int memory, int iterations, int lanes) implements Scheme {
    /** What OWASP advises as the least for logins. */
    public static final Argon2 DEFAULT = new Argon2("argon2id", 19 << 10, 2, 1);

    private static final int SIZE = 32;
    private static final int MOST_BYTES = 128;

    private static final Pattern HASH =
            Pattern.compile("\\$(argon2(?:id|i|d))(?:\\$v=(16|19))?\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,4})"
                    + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    public Argon2 {
        if (iterations < 1) {
            throw new IllegalArgumentException(kind + ": iterations " + iterations + ": at least 1");
        }
        if (lanes < 1) {
            throw new IllegalArgumentException(kind + ": lanes " + lanes + ": at least 1");
        }
        if (memory < 8L * lanes) {
            throw new IllegalArgumentException(kind + ": memory " + memory + " KiB: at least 8 for each lane");
        }
    }

    static Optional<Argon2> of(String hash) {
        Matcher parts = HASH.matcher(hash);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(parts.group(3));
        int iterations = Integer.parseInt(parts.group(4));
        int lanes = Integer.parseInt(parts.group(5));
        boolean sane = iterations > 0
                && lanes > 0
                && memory >= 8L * lanes
                && parts.group(6).length() <= MOST_BYTES
                && parts.group(7).length() <= MOST_BYTES
                && parts.group(7).length() >= 6
                && parts.group(6).length() % 4 != 1
                && parts.group(7).length() % 4 != 1;
        return sane ? Optional.of(new Argon2(parts.group(1), memory, iterations, lanes)) : Optional.empty();
    }

    @Override
    public void allow(PasswordLimits limits) {
        PasswordLimits.allow(kind + ": memory", memory, "argon2.memory", limits.argon2Memory());
        PasswordLimits.allow(kind + ": iterations", iterations, "argon2.iterations", limits.argon2Iterations());
        PasswordLimits.allow(kind + ": lanes", lanes, "argon2.lanes", limits.argon2Lanes());
    }

    @Override
    public String hash(byte[] password, byte[] salt) {
        byte[] tag = tag(password, salt, Argon2Parameters.ARGON2_VERSION_13, SIZE);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$" + kind + "$v=19$m=" + memory + ",t=" + iterations + ",p=" + lanes + "$" + text.encodeToString(salt)
                + "$" + text.encodeToString(tag);
    }

    @Override
    public boolean verify(byte[] password, String hash) {
        Matcher parts = HASH.matcher(hash);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a hash of " + kind);
        }
        // Hashes of before version 1.3 do not name theirs.
        int version =
                "19".equals(parts.group(2)) ? Argon2Parameters.ARGON2_VERSION_13 : Argon2Parameters.ARGON2_VERSION_10;
        byte[] salt = bytes(parts.group(6));
        byte[] tag = bytes(parts.group(7));
        return MessageDigest.isEqual(tag, tag(password, salt, version, tag.length));
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] tag(byte[] password, byte[] salt, int version, int size) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(type())
                .withVersion(version)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] tag = new byte[size];
        generator.generateBytes(password, tag);
        return tag;
    }

    private int type() {
        return switch (kind) {
            case "argon2id" -> Argon2Parameters.ARGON2_id;
            case "argon2i" -> Argon2Parameters.ARGON2_i;
            case "argon2d" -> Argon2Parameters.ARGON2_d;
            default -> throw new IllegalStateException(kind);
        };
    }
}
