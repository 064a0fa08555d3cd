package luafcgid.ext.crypto.face;

import luafcgid.ext.crypto.hash.KeyDerivation;
import luafcgid.ext.crypto.hash.Sealing;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/** {@code hkdf}, {@code pbkdf2} and {@code aead} of the module {@code crypto}. */
final class KeyFunctions {
    private static final int LONGEST_KEY = 16384;

    private final StateContext state;
    private final Core core;
    private final KeyDerivation derivation;
    private final Sealing sealing;
    private final Feeding feeding;

    KeyFunctions(StateContext state, Core core) {
        this.state = state;
        this.core = core;
        this.derivation = new KeyDerivation(core.algorithms());
        this.sealing = new Sealing(core.random());
        this.feeding = new Feeding(state);
    }

    void into(LuaTable crypto) {
        LibraryFunction.define(crypto, "hkdf", this::hkdf);
        LibraryFunction.define(crypto, "pbkdf2", this::pbkdf2);
        LuaTable aead = new LuaTable();
        LibraryFunction.define(aead, "seal", this::seal);
        LibraryFunction.define(aead, "open", this::open);
        crypto.rawset("aead", aead);
    }

    private Varargs hkdf(Varargs arguments) {
        String digest = Arguments.text(arguments, 1);
        byte[] key = Arguments.bytes(arguments, 2);
        byte[] salt = Arguments.optionalBytes(arguments, 3);
        byte[] info = Arguments.optionalBytes(arguments, 4);
        int length = Arguments.integer(arguments, 5, 1, LONGEST_KEY, 32);
        Arguments.because(1, () -> core.algorithms().hmac(digest, key));
        return Arguments.lua(Arguments.because(5, () -> derivation.hkdf(digest, key, salt, info, length)));
    }

    private Varargs pbkdf2(Varargs arguments) {
        String digest = Arguments.text(arguments, 1);
        byte[] password = Arguments.bytes(arguments, 2);
        byte[] salt = Arguments.bytes(arguments, 3);
        int iterations = Arguments.integer(arguments, 4, 1, Integer.MAX_VALUE);
        int length = Arguments.integer(arguments, 5, 1, LONGEST_KEY, 32);
        int size = Arguments.because(1, () -> core.algorithms().digest(digest)).size();
        int blocks = (length + size - 1) / size;
        Arguments.because(4, () -> {
            core.passwords().get().limits().allowPbkdf2(iterations, blocks);
            return true;
        });
        return Arguments.lua(Arguments.because(
                1, () -> derivation.pbkdf2(digest, password, salt, iterations, length, state::safepoint)));
    }

    private Varargs seal(Varargs arguments) {
        byte[] key = Arguments.bytes(arguments, 1);
        byte[] text = Arguments.bytes(arguments, 2);
        byte[] associated = Arguments.optionalBytes(arguments, 3);
        feeding.moveFor(text.length);
        return Arguments.lua(Arguments.because(1, () -> sealing.seal(key, text, associated)));
    }

    private Varargs open(Varargs arguments) {
        byte[] key = Arguments.bytes(arguments, 1);
        byte[] sealed = Arguments.bytes(arguments, 2);
        byte[] associated = Arguments.optionalBytes(arguments, 3);
        feeding.moveFor(sealed.length);
        return Arguments.because(1, () -> sealing.open(key, sealed, associated))
                .<Varargs>map(Arguments::lua)
                .orElseGet(
                        () -> TextFunctions.failure("cannot be opened: another key, or changed since it was sealed"));
    }
}
