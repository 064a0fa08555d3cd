package luafcgid.ext.crypto.face;

import java.util.Optional;
import luafcgid.ext.crypto.password.Argon2;
import luafcgid.ext.crypto.password.Bcrypt;
import luafcgid.ext.crypto.password.Passwords;
import luafcgid.ext.crypto.password.Scheme;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code password} of the module {@code crypto}. */
final class PasswordFunctions {
    private static final int MOST = Integer.MAX_VALUE;

    private final StateContext state;
    private final Core core;

    PasswordFunctions(StateContext state, Core core) {
        this.state = state;
        this.core = core;
    }

    LuaTable table() {
        LuaTable table = new LuaTable();
        LibraryFunction.define(table, "hash", this::hash);
        LibraryFunction.define(table, "verify", this::verify);
        LibraryFunction.define(table, "needs_rehash", PasswordFunctions::needsRehash);
        return table;
    }

    private Varargs hash(Varargs arguments) {
        byte[] password = Arguments.bytes(arguments, 1);
        Scheme scheme = scheme(arguments, 2);
        if (scheme instanceof Bcrypt) {
            refuseWhatBcryptIgnores(password);
        }
        Passwords passwords = core.passwords().get();
        return LuaValue.valueOf(Arguments.because(2, () -> passwords.hash(state, scheme, password)));
    }

    private Varargs verify(Varargs arguments) {
        byte[] password = Arguments.bytes(arguments, 1);
        String hash = Arguments.text(arguments, 2);
        Optional<Scheme> scheme = Passwords.scheme(hash);
        if (scheme.isEmpty()) {
            return LuaValue.varargsOf(
                    LuaValue.FALSE, LuaValue.valueOf("not a hash of a password: $argon2id$… or $2b$… is expected"));
        }
        Passwords passwords = core.passwords().get();
        return LuaValue.valueOf(Arguments.because(2, () -> passwords.verify(state, scheme.get(), password, hash)));
    }

    private static Varargs needsRehash(Varargs arguments) {
        Optional<Scheme> made = Passwords.scheme(Arguments.text(arguments, 1));
        Scheme wanted = scheme(arguments, 2);
        return LuaValue.valueOf(made.isEmpty() || !made.get().equals(wanted));
    }

    private static void refuseWhatBcryptIgnores(byte[] password) {
        if (password.length > Bcrypt.LONGEST_PASSWORD) {
            throw Arguments.bad(
                    1,
                    "bcrypt sees " + Bcrypt.LONGEST_PASSWORD + " bytes of a password, this one has " + password.length
                            + ": use argon2id");
        }
        for (byte b : password) {
            if (b == 0) {
                throw Arguments.bad(1, "bcrypt takes no password with a zero byte: use argon2id");
            }
        }
    }

    /** What the options say: a table, or nothing. */
    private static Scheme scheme(Varargs arguments, int index) {
        if (arguments.isnoneornil(index)) {
            return Argon2.DEFAULT;
        }
        if (!arguments.istable(index)) {
            throw Arguments.wrong(arguments, index, "table");
        }
        LuaTable options = arguments.checktable(index);
        String algorithm = options.get("algorithm").optjstring("argon2id");
        return Arguments.because(index, () -> switch (algorithm) {
            case "bcrypt" -> new Bcrypt(option(options, index, "cost", Bcrypt.DEFAULT_COST));
            case "argon2id", "argon2i", "argon2d" ->
                new Argon2(
                        algorithm,
                        option(options, index, "memory", Argon2.DEFAULT.memory()),
                        option(options, index, "iterations", Argon2.DEFAULT.iterations()),
                        option(options, index, "lanes", Argon2.DEFAULT.lanes()));
            default ->
                throw new IllegalArgumentException(
                        "invalid algorithm '" + algorithm + "': there are argon2id, argon2i, argon2d, bcrypt");
        });
    }

    private static int option(LuaTable options, int index, String name, int otherwise) {
        LuaValue value = options.get(name);
        if (value.isnil()) {
            return otherwise;
        }
        double number = value.isnumber() ? value.todouble() : Double.NaN;
        if (number != Math.rint(number) || number < 1 || number > MOST) {
            throw Arguments.bad(index, name + " " + value.tojstring() + ": a whole number, at least 1");
        }
        return (int) number;
    }
}
