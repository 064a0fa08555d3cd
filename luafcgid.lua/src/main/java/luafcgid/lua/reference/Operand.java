package luafcgid.lua.reference;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * Where the code took a value from, as messages name it: {@code local 'x'}, {@code global 'x'}, {@code field 'x'}.
 *
 * @param kind local, upvalue, global, field, method or constant
 */
public record Operand(String kind, String name) {
    private static final int SEARCH_LIMIT = 8;

    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }

    /** The function that a call instruction calls; null where it has no name. */
    public static @Nullable Operand called(Prototype p, int pc) {
        if (pc < 0 || pc >= p.code.length) {
            return null;
        }
        int instruction = p.code[pc];
        return switch (Lua.GET_OPCODE(instruction)) {
            case Lua.OP_CALL, Lua.OP_TAILCALL -> register(p, pc, Lua.GETARG_A(instruction), 0);
            default -> null;
        };
    }

    /** The value that an instruction indexes; null where it has no name. */
    static @Nullable Operand indexed(Prototype p, int pc) {
        int instruction = p.code[pc];
        return switch (Lua.GET_OPCODE(instruction)) {
            case Lua.OP_SELF, Lua.OP_GETTABLE -> register(p, pc, Lua.GETARG_B(instruction), 0);
            case Lua.OP_SETTABLE -> register(p, pc, Lua.GETARG_A(instruction), 0);
            case Lua.OP_GETTABUP -> upvalue(p, Lua.GETARG_B(instruction));
            case Lua.OP_SETTABUP -> upvalue(p, Lua.GETARG_A(instruction));
            default -> null;
        };
    }

    /** The value in a register or constant that an arithmetic instruction uses; null where it has no name. */
    static @Nullable Operand used(Prototype p, int pc, boolean second) {
        int instruction = p.code[pc];
        int position = second ? Lua.GETARG_C(instruction) : Lua.GETARG_B(instruction);
        return position > 0xff ? null : register(p, pc, position, 0);
    }

    private static @Nullable Operand register(Prototype p, int pc, int register, int depth) {
        LuaString local = p.getlocalname(register + 1, pc);
        if (local != null) {
            return new Operand("local", local.tojstring());
        }
        int setter = setter(p, pc, register);
        if (setter < 0 || depth > SEARCH_LIMIT) {
            return null;
        }
        int instruction = p.code[setter];
        int b = Lua.GETARG_B(instruction);
        return switch (Lua.GET_OPCODE(instruction)) {
            case Lua.OP_MOVE -> b < Lua.GETARG_A(instruction) ? register(p, setter, b, depth + 1) : null;
            case Lua.OP_GETTABUP -> key(p, setter, instruction, isEnvironment(p, b) ? "global" : "field");
            case Lua.OP_GETTABLE -> key(p, setter, instruction, "field");
            case Lua.OP_SELF -> key(p, setter, instruction, "method");
            case Lua.OP_GETUPVAL -> upvalue(p, b);
            case Lua.OP_LOADK -> constant(p.k[Lua.GETARG_Bx(instruction)]);
            default -> null;
        };
    }

    private static @Nullable Operand key(Prototype p, int pc, int instruction, String kind) {
        int c = Lua.GETARG_C(instruction);
        if (c <= 0xff) {
            Operand key = register(p, pc, c, SEARCH_LIMIT);
            return key != null && key.kind.equals("constant") ? new Operand(kind, key.name) : null;
        }
        LuaValue key = p.k[c & 0xff];
        return key.type() == LuaValue.TSTRING ? new Operand(kind, key.tojstring()) : null;
    }

    private static @Nullable Operand constant(LuaValue value) {
        return value.type() == LuaValue.TSTRING ? new Operand("constant", value.tojstring()) : null;
    }

    private static @Nullable Operand upvalue(Prototype p, int index) {
        LuaString name = index < p.upvalues.length ? p.upvalues[index].name : null;
        return name == null ? null : new Operand("upvalue", name.tojstring());
    }

    private static boolean isEnvironment(Prototype p, int index) {
        return index < p.upvalues.length && LuaValue.ENV.equals(p.upvalues[index].name);
    }

    /** The last instruction before {@code end} that sets the register on every way there; -1 where that is not certain. */
    private static int setter(Prototype p, int end, int register) {
        int setter = -1;
        int joined = 0;
        for (int pc = 0; pc < end; pc++) {
            int instruction = p.code[pc];
            int op = Lua.GET_OPCODE(instruction);
            int a = Lua.GETARG_A(instruction);
            boolean sets =
                    switch (op) {
                        case Lua.OP_LOADNIL -> a <= register && register <= a + Lua.GETARG_B(instruction);
                        case Lua.OP_TFORCALL -> register >= a + 2;
                        case Lua.OP_CALL, Lua.OP_TAILCALL -> register >= a;
                        case Lua.OP_JMP -> false;
                        default -> Lua.testAMode(op) && register == a;
                    };
            if (op == Lua.OP_JMP) {
                int target = pc + 1 + Lua.GETARG_sBx(instruction);
                joined = pc < target && target <= end ? Math.max(joined, target) : joined;
            } else if (sets) {
                // What a branch sets holds on that branch only.
                setter = pc < joined ? -1 : pc;
            }
        }
        return setter;
    }
}
