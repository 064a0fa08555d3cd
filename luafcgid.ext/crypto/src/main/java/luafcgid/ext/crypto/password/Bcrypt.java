package luafcgid.ext.crypto.password;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** bcrypt, as OpenBSD writes it. */
public record Bcrypt(int cost) implements Scheme {
    /** What takes a tenth of a second nowadays, as most who choose bcrypt do. */
    public static final int DEFAULT_COST = 11;

    public static final int LEAST_COST = 4;
    public static final int MOST_COST = 31;
    /** The algorithm sees no more bytes of a password. */
    public static final int LONGEST_PASSWORD = 72;

    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    public Bcrypt {
        if (cost < LEAST_COST || cost > MOST_COST) {
            throw new IllegalArgumentException("bcrypt: cost " + cost + ": " + LEAST_COST + " to " + MOST_COST);
        }
    }

    static Optional<Bcrypt> of(String hash) {
        Matcher parts = HASH.matcher(hash);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(parts.group(1));
        return cost < LEAST_COST || cost > MOST_COST ? Optional.empty() : Optional.of(new Bcrypt(cost));
    }

    @Override
    public void allow(PasswordLimits limits) {
        PasswordLimits.allow("bcrypt: cost", cost, "bcrypt.cost", limits.bcryptCost());
    }

    @Override
    public String hash(byte[] password, byte[] salt) {
        return OpenBSDBCrypt.generate("2b", password, salt, cost);
    }

    @Override
    public boolean verify(byte[] password, String hash) {
        return OpenBSDBCrypt.checkPassword(hash, password);
    }
}
