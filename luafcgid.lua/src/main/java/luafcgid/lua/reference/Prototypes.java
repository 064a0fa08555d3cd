package luafcgid.lua.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import luafcgid.lua.SourceText;
import luafcgid.lua.runtime.FunctionInfo;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.runtime.Site;
import luafcgid.lua.runtime.Site.Name;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/** What is known of functions that LuaJ has compiled. */
final class Prototypes {
    /** By identity: LuaJ's prototypes have no room for what they were compiled from. */
    private static final Map<Prototype, SourceText> TEXTS = Collections.synchronizedMap(new WeakHashMap<>());

    private Prototypes() {}

    /** Remembers what a chunk was compiled from, for all its functions. */
    static Prototype with(SourceText text, Prototype p) {
        TEXTS.put(p, text);
        for (Prototype inner : p.p) {
            with(text, inner);
        }
        return p;
    }

    static FunctionInfo info(Prototype p) {
        List<String> upvalues = new ArrayList<>();
        for (Upvaldesc upvalue : p.upvalues) {
            LuaString name = upvalue.name;
            upvalues.add(name == null ? "" : name.tojstring());
        }
        return new FunctionInfo(
                p.source == null ? "=?" : p.source.tojstring(),
                TEXTS.getOrDefault(p, SourceText.NONE),
                p.linedefined,
                p.lastlinedefined,
                parameters(p),
                p.is_vararg != 0,
                upvalues,
                -1,
                false,
                lines(p),
                Map.of());
    }

    private static List<String> parameters(Prototype p) {
        return Arrays.stream(p.locvars, 0, p.numparams)
                .map(variable -> variable.varname.tojstring())
                .toList();
    }

    private static List<Integer> lines(Prototype p) {
        int[] lines = p.lineinfo;
        return lines == null
                ? List.of()
                : Arrays.stream(lines).boxed().distinct().sorted().toList();
    }

    /** What an instruction does. */
    static Site site(Prototype p, int pc) {
        int[] lines = p.lineinfo;
        int line = lines == null || pc < 0 || pc >= lines.length ? 0 : lines[pc];
        if (pc < 0 || pc >= p.code.length) {
            return new Site(line, Operation.OTHER, List.of());
        }
        Operation operation = operation(Lua.GET_OPCODE(p.code[pc]));
        return new Site(line, operation, operands(p, pc, operation));
    }

    private static List<Name> operands(Prototype p, int pc, Operation operation) {
        return switch (operation) {
            case CALL, TAIL_CALL -> names(Operand.called(p, pc));
            case INDEX, SET_INDEX -> names(Operand.indexed(p, pc));
            case OTHER, CONCAT, ITERATE -> List.of();
            default -> names(Operand.used(p, pc, false), Operand.used(p, pc, true));
        };
    }

    private static List<Name> names(@Nullable Operand... operands) {
        return Stream.of(operands)
                .map(operand -> operand == null ? Name.NONE : new Name(operand.kind(), operand.name()))
                .toList();
    }

    private static Operation operation(int opcode) {
        return switch (opcode) {
            // The interpreter leaves a function before it calls the one in its place.
            case Lua.OP_CALL, Lua.OP_TAILCALL -> Operation.CALL;
            case Lua.OP_TFORCALL -> Operation.ITERATE;
            case Lua.OP_SELF, Lua.OP_GETTABLE, Lua.OP_GETTABUP -> Operation.INDEX;
            case Lua.OP_SETTABLE, Lua.OP_SETTABUP -> Operation.SET_INDEX;
            case Lua.OP_ADD -> Operation.ADD;
            case Lua.OP_SUB -> Operation.SUBTRACT;
            case Lua.OP_MUL -> Operation.MULTIPLY;
            case Lua.OP_DIV -> Operation.DIVIDE;
            case Lua.OP_MOD -> Operation.MODULO;
            case Lua.OP_POW -> Operation.POWER;
            case Lua.OP_UNM -> Operation.NEGATE;
            case Lua.OP_LEN -> Operation.LENGTH;
            case Lua.OP_CONCAT -> Operation.CONCAT;
            case Lua.OP_EQ -> Operation.EQUAL;
            case Lua.OP_LT -> Operation.LESS;
            case Lua.OP_LE -> Operation.LESS_OR_EQUAL;
            default -> Operation.OTHER;
        };
    }
}
