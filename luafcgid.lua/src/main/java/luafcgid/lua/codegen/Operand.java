package luafcgid.lua.codegen;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** A value that was evaluated, where every number is a float. */
sealed interface Operand {
    String DOUBLE = "org/luaj/vm2/LuaDouble";

    /** Pushes it as a float; only where it is known to be one. */
    void pushNumber(Instructions code);

    /** Pushes it as an object. */
    void pushValue(Instructions code);

    /** Goes elsewhere unless it is a float. */
    void checkNumber(Instructions code, Label otherwise);

    /** Pushes the mark for floats, or the object. */
    void pushTag(Instructions code);

    /** Whether it is known to be a float. */
    boolean isNumber();

    static void pushFloatTag(Instructions code) {
        code.field(Opcodes.GETSTATIC, Types.TABLE, "FLOAT", Types.VALUE_TYPE);
    }

    /** One that is known to be a float. */
    sealed interface Known extends Operand {
        @Override
        default void pushValue(Instructions code) {
            pushNumber(code);
            code.invokeStatic(DOUBLE, "of", "(D)" + Types.of(DOUBLE));
        }

        @Override
        default void checkNumber(Instructions code, Label otherwise) {}

        @Override
        default void pushTag(Instructions code) {
            pushFloatTag(code);
        }

        @Override
        default boolean isNumber() {
            return true;
        }
    }

    /** A constant. */
    record Constant(double value) implements Known {
        @Override
        public void pushNumber(Instructions code) {
            code.push(value);
        }
    }

    /** A float in a slot. */
    record Decimal(int slot) implements Known {
        @Override
        public void pushNumber(Instructions code) {
            code.variable(Opcodes.DLOAD, slot);
        }
    }

    /** A small whole number: what is in a slot, and something added to it. */
    record Whole(int slot, long offset) implements Known {
        @Override
        public void pushNumber(Instructions code) {
            pushWhole(code);
            code.insn(Opcodes.L2D);
        }

        void pushWhole(Instructions code) {
            code.variable(Opcodes.LLOAD, slot);
            if (offset != 0) {
                code.push(offset);
                code.insn(Opcodes.LADD);
            }
        }
    }

    /** An object in a slot. */
    record Value(int slot) implements Operand {
        @Override
        public void pushNumber(Instructions code) {
            throw new IllegalStateException("an object is no float");
        }

        @Override
        public void pushValue(Instructions code) {
            code.load(slot);
        }

        @Override
        public void checkNumber(Instructions code, Label otherwise) {
            code.jump(Opcodes.GOTO, otherwise);
        }

        @Override
        public void pushTag(Instructions code) {
            code.load(slot);
        }

        @Override
        public boolean isNumber() {
            return false;
        }
    }

    /** The mark and a float, or an object. */
    record Dual(int tag, int number) implements Operand {
        @Override
        public void pushNumber(Instructions code) {
            code.variable(Opcodes.DLOAD, number);
        }

        @Override
        public void pushValue(Instructions code) {
            code.load(tag);
            code.variable(Opcodes.DLOAD, number);
            code.invokeStatic(Types.runtime("Fields"), "box", "(" + Types.VALUE_TYPE + "D)" + Types.VALUE_TYPE);
        }

        @Override
        public void checkNumber(Instructions code, Label otherwise) {
            code.load(tag);
            pushFloatTag(code);
            code.jump(Opcodes.IF_ACMPNE, otherwise);
        }

        @Override
        public void pushTag(Instructions code) {
            code.load(tag);
        }

        @Override
        public boolean isNumber() {
            return false;
        }

        /** Takes the float that is on the stack. */
        void storeNumber(Instructions code) {
            code.variable(Opcodes.DSTORE, number);
            pushFloatTag(code);
            code.store(tag);
        }

        /** Takes the object that is on the stack as it is. */
        void storeObject(Instructions code) {
            code.store(tag);
            code.insn(Opcodes.DCONST_0);
            code.variable(Opcodes.DSTORE, number);
        }

        /** Takes the object that is on the stack; a float out of it. */
        void storeValue(Instructions code) {
            code.store(tag);
            code.load(tag);
            code.invokeStatic(Types.runtime("Fields"), "numberOf", "(" + Types.VALUE_TYPE + ")D");
            code.variable(Opcodes.DSTORE, number);
            code.load(tag);
            code.invokeStatic(Types.runtime("Fields"), "tagOf", "(" + Types.VALUE_TYPE + ")" + Types.VALUE_TYPE);
            code.store(tag);
        }

        /** Takes another operand's value. */
        void copy(Instructions code, Operand other) {
            if (other instanceof Value) {
                other.pushValue(code);
                storeValue(code);
                return;
            }
            other.pushNumber(code);
            code.variable(Opcodes.DSTORE, number);
            other.pushTag(code);
            code.store(tag);
        }
    }
}
