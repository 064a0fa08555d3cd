package luafcgid.ext.crypto.face;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import luafcgid.ext.crypto.hash.CipherName;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code encrypt} and {@code decrypt} of the module {@code crypto}, which are LuaCrypto's. */
final class CipherFunctions {
    private static final int LONGEST_KEY = 64;

    private final Feeding feeding;

    CipherFunctions(StateContext state) {
        this.feeding = new Feeding(state);
    }

    void into(LuaTable crypto) {
        crypto.rawset("encrypt", direction("encrypt", true));
        crypto.rawset("decrypt", direction("decrypt", false));
    }

    private LuaTable direction(String name, boolean encrypt) {
        ObjectType<Cipher> type = new ObjectType<>("crypto." + name, Cipher.class);
        type.method("update", (cipher, a) -> update(cipher, Arguments.bytes(a, 2)))
                .method("final", (cipher, a) -> finish(cipher, new byte[0]))
                .method("tostring", (cipher, a) -> LuaValue.valueOf(a.arg1().tojstring()));
        LuaTable table = CallableTable.of(name, arguments -> {
            byte[] input = Arguments.bytes(arguments, 2);
            Cipher cipher = start(encrypt, arguments, 3);
            feeding.moveFor(input.length);
            return finish(cipher, input);
        });
        LibraryFunction.define(table, "new", arguments -> type.wrap(start(encrypt, arguments, 2)));
        return table;
    }

    private static Cipher start(boolean encrypt, Varargs arguments, int key) {
        String name = Arguments.text(arguments, 1);
        CipherName cipher = Arguments.because(1, () -> CipherName.of(name));
        byte[] secret = Arguments.bytes(arguments, key);
        if (secret.length > LONGEST_KEY) {
            throw Arguments.bad(key, "invalid encrypt/decrypt key: more than " + LONGEST_KEY + " bytes");
        }
        byte[] iv = Arguments.optionalBytes(arguments, key + 1);
        if (iv.length > cipher.ivSize()) {
            throw Arguments.bad(key + 1, "invalid iv length: " + name + " takes at most " + cipher.ivSize() + " bytes");
        }
        return cipher.start(encrypt, secret, iv, Arguments.flag(arguments, key + 2, true));
    }

    private Varargs update(Cipher cipher, byte[] input) {
        feeding.moveFor(input.length);
        byte[] output = cipher.update(input);
        return output == null ? LuaValue.EMPTYSTRING : Arguments.lua(output);
    }

    private static Varargs finish(Cipher cipher, byte[] input) {
        try {
            return Arguments.lua(cipher.doFinal(input));
        } catch (GeneralSecurityException e) {
            return TextFunctions.failure("wrong key, or not encrypted by this cipher: " + e.getMessage());
        }
    }
}
