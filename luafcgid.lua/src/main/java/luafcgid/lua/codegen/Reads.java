package luafcgid.lua.codegen;

import java.util.Objects;
import luafcgid.lua.analysis.Kind;
import luafcgid.lua.syntax.Expression;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code that takes numbers out of tables, and puts them in, without objects for them. */
final class Reads {
    private static final String FIELDS = Types.runtime("Fields");

    private final MethodGenerator method;
    private final Instructions code;

    Reads(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    /** Whether the key is one that this code is for: a name, or what may well be a number. */
    boolean isQuick(Expression key) {
        return key instanceof Expression.Text
                || key instanceof Expression.Numeral
                || method.variables.kinds().of(key) != Kind.VALUE;
    }

    /** The object in a slot: a variable's own where it has one. */
    private int object(Expression expression) {
        int slot = code.newSlot();
        method.expressions.push(expression);
        code.store(slot);
        return slot;
    }

    Operand operand(Expression.Index index) {
        boolean late = method.operands.isReadLate(index.object()) && !Operands.isSimple(index.key());
        if (late || !isQuick(index.key())) {
            Operand.Dual result = method.numbers.result(null);
            method.tables.pushIndex(index);
            result.storeValue(code);
            return result;
        }
        int object = object(index.object());
        if (index.key() instanceof Expression.Text name) {
            return field(index, object, name);
        }
        Operand key = method.numbers.operand(index.key());
        return item(index, object, key);
    }

    private Operand field(Expression.Index index, int object, Expression.Text name) {
        Operand.Dual result = method.numbers.result(null);
        Label other = new Label();
        Label end = new Label();
        int slot = find(object, name.value(), other);
        take(result, object, Opcodes.ILOAD, slot, "I", other, end);
        code.label(other);
        method.loadState();
        code.load(object);
        method.constant(name.value());
        method.tables.get(index, true);
        result.storeValue(code);
        code.label(end);
        return result;
    }

    /** Looks for a name, first where it was found last; goes elsewhere where it is not. Returns what its slot is kept in. */
    private int find(int object, LuaString name, Label other) {
        int slot = code.newSlot();
        code.load(object);
        method.constant(name);
        method.function.constants().pushPlace(code);
        code.invokeStatic(FIELDS, "slot", "(" + Types.VALUE_TYPE + Types.STRING_TYPE + Constants.PLACE_TYPE + ")I");
        code.variable(Opcodes.ISTORE, slot);
        code.variable(Opcodes.ILOAD, slot);
        code.jump(Opcodes.IFLT, other);
        return slot;
    }

    private void take(Operand.Dual result, int object, int load, int key, String type, Label other, Label end) {
        Label value = new Label();
        code.load(object);
        code.variable(load, key);
        code.invokeStatic(FIELDS, "tag", "(" + Types.VALUE_TYPE + type + ")" + Types.VALUE_TYPE);
        code.store(result.tag());
        code.load(result.tag());
        code.jump(Opcodes.IFNULL, other);
        code.load(result.tag());
        Operand.pushFloatTag(code);
        code.jump(Opcodes.IF_ACMPNE, value);
        code.load(object);
        code.variable(load, key);
        code.invokeStatic(FIELDS, "number", "(" + Types.VALUE_TYPE + type + ")D");
        code.variable(Opcodes.DSTORE, result.number());
        code.jump(Opcodes.GOTO, end);
        code.label(value);
        code.insn(Opcodes.DCONST_0);
        code.variable(Opcodes.DSTORE, result.number());
        code.jump(Opcodes.GOTO, end);
    }

    private Operand item(Expression.Index index, int object, Operand key) {
        Operand.Dual result = method.numbers.result(null);
        Label other = new Label();
        Label end = new Label();
        int whole = whole(key, other);
        take(result, object, Opcodes.LLOAD, whole, "J", other, end);
        code.label(other);
        method.loadState();
        code.load(object);
        key.pushValue(code);
        method.tables.get(index, false);
        result.storeValue(code);
        code.label(end);
        return result;
    }

    /** The key as a whole number; goes elsewhere where it is none. */
    private int whole(Operand key, Label other) {
        int slot = code.newWideSlot();
        if (key instanceof Operand.Whole counter) {
            counter.pushWhole(code);
            code.variable(Opcodes.LSTORE, slot);
            return slot;
        }
        key.checkNumber(code, other);
        key.pushNumber(code);
        code.insn(Opcodes.D2L);
        code.variable(Opcodes.LSTORE, slot);
        code.variable(Opcodes.LLOAD, slot);
        code.insn(Opcodes.L2D);
        key.pushNumber(code);
        code.insn(Opcodes.DCMPL);
        code.jump(Opcodes.IFNE, other);
        return slot;
    }

    /** An assignment to a field or an item, of which nothing is evaluated yet. */
    boolean assign(Expression.Index target, Expression value) {
        if (!method.keepsNumbers() || !isQuick(target.key())) {
            return false;
        }
        boolean late = !Operands.isSimple(value)
                && (method.operands.isReadLate(target.object()) || method.operands.isReadLate(target.key()));
        if (late || (method.operands.isReadLate(target.object()) && !Operands.isSimple(target.key()))) {
            return false;
        }
        int object = object(target.object());
        Operand key = target.key() instanceof Expression.Text ? null : method.numbers.operand(target.key());
        put(target, object, key, evaluate(value));
        return true;
    }

    /** A value that is to be stored. */
    Operand evaluate(Expression value) {
        if (method.numbers.isNumeric(value) || value instanceof Expression.Index) {
            return method.numbers.operand(value);
        }
        int slot = code.newSlot();
        method.expressions.push(value);
        code.store(slot);
        return new Operand.Value(slot);
    }

    /** Stores what is evaluated. */
    void put(Expression.Index target, int object, @Nullable Operand key, Operand value) {
        Label other = new Label();
        Label end = new Label();
        int place = target.key() instanceof Expression.Text name
                ? find(object, name.value(), other)
                : whole(Objects.requireNonNull(key), other);
        code.load(object);
        code.variable(key == null ? Opcodes.ILOAD : Opcodes.LLOAD, place);
        value.pushTag(code);
        if (value instanceof Operand.Value) {
            code.insn(Opcodes.DCONST_0);
        } else {
            value.pushNumber(code);
        }
        String type = key == null ? "I" : "J";
        code.invokeStatic(FIELDS, "put", "(" + Types.VALUE_TYPE + type + Types.VALUE_TYPE + "D)Z");
        code.jump(Opcodes.IFNE, end);
        code.label(other);
        method.loadState();
        code.load(object);
        if (target.key() instanceof Expression.Text name) {
            method.constant(name.value());
        } else if (key != null) {
            key.pushValue(code);
        }
        value.pushValue(code);
        method.tables.set(target);
        code.label(end);
    }
}
