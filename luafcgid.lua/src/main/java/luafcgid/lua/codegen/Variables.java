package luafcgid.lua.codegen;

import java.util.HashMap;
import java.util.Map;
import luafcgid.lua.analysis.Kind;
import luafcgid.lua.analysis.Kinds;
import luafcgid.lua.syntax.FunctionBody;
import luafcgid.lua.syntax.Local;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Where a function's variables are: in local variables of the method, or where the function is spread over several methods in an array
 * that they share. A captured variable that is assigned to later is in a cell; any other is copied into the closures that use it.
 */
final class Variables {
    private record Place(int slot, boolean cell, Kind kind) {}

    private final FunctionBody body;
    private final String className;
    private final boolean reflective;
    private final boolean spilled;
    private final @Nullable Local self;
    private final Kinds kinds;
    private final Map<Local, Place> places = new HashMap<>();
    private int frameSize;

    /**
     * @param reflective whether captured variables are to be in cells in any case
     * @param spilled    whether the function is spread over several methods
     * @param self       the variable that always holds the closure that runs; null for none
     * @param kinds      how the variables are kept
     */
    Variables(
            FunctionBody body,
            String className,
            boolean reflective,
            boolean spilled,
            @Nullable Local self,
            Kinds kinds) {
        this.body = body;
        this.className = className;
        this.reflective = reflective;
        this.spilled = spilled;
        this.self = self;
        this.kinds = kinds;
    }

    Kinds kinds() {
        return kinds;
    }

    boolean isCell(Local local) {
        return isCell(local, reflective);
    }

    static boolean isCell(Local local, boolean reflective) {
        return local.captured() && (local.reassigned() || reflective);
    }

    boolean isUpvalue(Local local) {
        return local.owner() != body;
    }

    boolean isSelf(Local local) {
        return local == self;
    }

    /** Whether an operand that is this variable is read when its operator runs, not before: other operands may assign to it meanwhile. */
    boolean isReadLate(Local local) {
        return !isUpvalue(local) && isCell(local);
    }

    boolean isSpilled() {
        return spilled;
    }

    /** How many variables of a function that is spread over several methods there are. */
    int frameSize() {
        return frameSize;
    }

    /** Begins a variable's life, with the value that is on the stack. */
    void declare(Instructions code, Local local) {
        boolean cell = isCell(local);
        if (cell) {
            code.invokeStatic(Types.CELL, "of", "(" + Types.VALUE_TYPE + ")" + Types.CELL_TYPE);
        }
        Kind kind = kinds.of(local);
        if (kind == Kind.DUAL) {
            Operand.Dual dual = newDual(code, local);
            dual.storeValue(code);
            return;
        }
        Place place = new Place(spilled ? frameSize++ : code.newSlot(), cell, kind);
        places.put(local, place);
        storePlace(code, place);
    }

    /** Begins the life of a variable that is kept as a number, or beside one. The code has to give it a value. */
    Operand declareNumber(Instructions code, Local local) {
        if (kinds.of(local) == Kind.DUAL) {
            return newDual(code, local);
        }
        Place place = new Place(code.newWideSlot(), false, kinds.of(local));
        places.put(local, place);
        return operand(local);
    }

    private Operand.Dual newDual(Instructions code, Local local) {
        int number = code.newWideSlot();
        Place place = new Place(code.newSlot(), false, Kind.DUAL);
        if (place.slot() != number + 2) {
            throw new IllegalStateException("slots are not in a row");
        }
        places.put(local, place);
        return new Operand.Dual(place.slot(), number);
    }

    /** A variable that is kept as a number, or beside one. */
    Operand operand(Local local) {
        Place place = place(local);
        return switch (place.kind()) {
            case FLOAT -> new Operand.Decimal(place.slot());
            case WHOLE -> new Operand.Whole(place.slot(), 0);
            case DUAL -> new Operand.Dual(place.slot(), place.slot() - 2);
            case VALUE -> throw new IllegalStateException("'" + local.name() + "' is kept as an object");
        };
    }

    /** A parameter is in its slot already. */
    void declareParameter(Instructions code, Local local, int slot) {
        if (spilled || isCell(local) || kinds.of(local) != Kind.VALUE) {
            code.load(slot);
            declare(code, local);
        } else {
            places.put(local, new Place(slot, false, Kind.VALUE));
        }
    }

    void load(Instructions code, Local local) {
        if (isSelf(local)) {
            code.load(0);
            return;
        }
        if (kinds.of(local) != Kind.VALUE) {
            operand(local).pushValue(code);
            return;
        }
        loadContainer(code, local);
        if (isCell(local)) {
            code.field(Opcodes.GETFIELD, Types.CELL, "value", Types.VALUE_TYPE);
        }
    }

    /** Assigns what is on the stack. */
    void store(Instructions code, Local local) {
        if (isCell(local)) {
            loadContainer(code, local);
            code.insn(Opcodes.SWAP);
            code.field(Opcodes.PUTFIELD, Types.CELL, "value", Types.VALUE_TYPE);
        } else if (kinds.of(local) == Kind.DUAL) {
            ((Operand.Dual) operand(local)).storeValue(code);
        } else {
            storePlace(code, place(local));
        }
    }

    /** The cell, or the value where there is none: what a closure gets. */
    void loadContainer(Instructions code, Local local) {
        if (isUpvalue(local)) {
            code.load(0);
            code.field(Opcodes.GETFIELD, className, upvalue(body, local), type(local));
            return;
        }
        Place place = place(local);
        if (place.kind() != Kind.VALUE) {
            operand(local).pushValue(code);
            return;
        }
        if (!spilled) {
            code.load(place.slot());
            return;
        }
        code.load(MethodGenerator.FRAME_SLOT);
        code.push(place.slot());
        code.insn(Opcodes.AALOAD);
        code.type(Opcodes.CHECKCAST, place.cell() ? Types.CELL : Types.VALUE);
    }

    /** The type of what a closure holds of a variable. */
    String type(Local local) {
        return isCell(local) ? Types.CELL_TYPE : Types.VALUE_TYPE;
    }

    /** The field of a function's class that holds one of its upvalues. */
    static String upvalue(FunctionBody function, Local local) {
        return "u" + function.upvalues().indexOf(local);
    }

    /** Which upvalue the field with that name holds, from 0 on. */
    static int upvalueIndex(String field) {
        return Integer.parseInt(field.substring(1));
    }

    private Place place(Local local) {
        Place place = places.get(local);
        if (place == null) {
            throw new IllegalStateException("'" + local.name() + "' is used before its declaration");
        }
        return place;
    }

    private void storePlace(Instructions code, Place place) {
        if (!spilled) {
            code.store(place.slot());
            return;
        }
        code.load(MethodGenerator.FRAME_SLOT);
        code.insn(Opcodes.SWAP);
        code.push(place.slot());
        code.insn(Opcodes.SWAP);
        code.insn(Opcodes.AASTORE);
    }
}
