package luafcgid.lua.codegen;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The instructions of one method, and its local variables. */
final class Instructions implements Opcodes {
    private final MethodVisitor out;
    private int nextSlot;
    private int slots;

    Instructions(MethodVisitor out, int firstSlot) {
        this.out = out;
        this.nextSlot = firstSlot;
    }

    /** A slot for a reference. */
    int newSlot() {
        nextSlot++;
        slots = Math.max(slots, nextSlot);
        return nextSlot - 1;
    }

    /** A slot for a long or a double. */
    int newWideSlot() {
        nextSlot += 2;
        slots = Math.max(slots, nextSlot);
        return nextSlot - 2;
    }

    /** The slots that are used now, to be given back at the end of a scope. */
    int mark() {
        return nextSlot;
    }

    void release(int mark) {
        nextSlot = mark;
    }

    /** Has the slots that are not used now hold nothing that the collector would find. */
    void clearUnused() {
        for (int slot = nextSlot; slot < slots; slot++) {
            out.visitInsn(ACONST_NULL);
            out.visitVarInsn(ASTORE, slot);
        }
    }

    void load(int slot) {
        out.visitVarInsn(ALOAD, slot);
    }

    void store(int slot) {
        out.visitVarInsn(ASTORE, slot);
    }

    void variable(int opcode, int slot) {
        out.visitVarInsn(opcode, slot);
    }

    void insn(int opcode) {
        out.visitInsn(opcode);
    }

    void type(int opcode, String type) {
        out.visitTypeInsn(opcode, type);
    }

    void jump(int opcode, Label label) {
        out.visitJumpInsn(opcode, label);
    }

    void label(Label label) {
        out.visitLabel(label);
    }

    void line(int line, Label start) {
        out.visitLineNumber(line, start);
    }

    void guard(Label start, Label end, Label handler) {
        out.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    }

    void field(int opcode, String owner, String name, String descriptor) {
        out.visitFieldInsn(opcode, owner, name, descriptor);
    }

    void invokeStatic(String owner, String name, String descriptor) {
        out.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
    }

    void invokeVirtual(String owner, String name, String descriptor) {
        out.visitMethodInsn(INVOKEVIRTUAL, owner, name, descriptor, false);
    }

    void invokeSpecial(String owner, String name, String descriptor) {
        out.visitMethodInsn(INVOKESPECIAL, owner, name, descriptor, false);
    }

    void constant(Object value) {
        out.visitLdcInsn(value);
    }

    void push(int value) {
        if (value >= -1 && value <= 5) {
            out.visitInsn(ICONST_0 + value);
        } else if (value == (byte) value) {
            out.visitIntInsn(BIPUSH, value);
        } else if (value == (short) value) {
            out.visitIntInsn(SIPUSH, value);
        } else {
            // Not a constant of the class: a large table has more of them than a class may.
            push(value >> 15);
            push(15);
            insn(ISHL);
            push(value & 0x7FFF);
            insn(IOR);
        }
    }

    void push(long value) {
        if (value == (int) value) {
            push((int) value);
            insn(I2L);
        } else {
            constant(value);
        }
    }

    void push(double value) {
        if (Double.doubleToRawLongBits(value) == 0) {
            insn(DCONST_0);
        } else if (value == 1) {
            insn(DCONST_1);
        } else if (value == (short) value && Double.doubleToRawLongBits(value) != Long.MIN_VALUE) {
            push((int) value);
            insn(I2D);
        } else {
            constant(value);
        }
    }

    /** Ends the method; returns the bytes of its code. */
    int end() {
        Label end = new Label();
        out.visitLabel(end);
        out.visitMaxs(0, 0);
        out.visitEnd();
        return end.getOffset();
    }
}
