package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Values of a class that never change: static fields while they are few, items of one array beyond that. */
final class Constants {
    private static final int MOST_FIELDS = 1000;
    private static final String ARRAY = "K";
    private static final String ARRAY_TYPE = "[" + Types.VALUE_TYPE;
    private static final int FIELD_ACCESS = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE;

    private final String className;
    private final Map<Object, Integer> indices = new HashMap<>();
    private final List<LuaValue> values = new ArrayList<>();

    Constants(String className) {
        this.className = className;
    }

    void push(Instructions code, LuaString text) {
        push(code, index(text, LuaString.interned(text)), true);
    }

    void push(Instructions code, LuaNumber number) {
        Object key = number instanceof LuaInteger
                ? (Object) number.tolong()
                : (Object) Double.doubleToRawLongBits(number.todouble()) + "f";
        push(code, index(key, number), false);
    }

    private int index(Object key, LuaValue value) {
        return indices.computeIfAbsent(key, missing -> {
            values.add(value);
            return values.size() - 1;
        });
    }

    private void push(Instructions code, int index, boolean text) {
        if (index < MOST_FIELDS) {
            code.field(Opcodes.GETSTATIC, className, "k" + index, text ? Types.STRING_TYPE : Types.VALUE_TYPE);
            return;
        }
        code.field(Opcodes.GETSTATIC, className, ARRAY, ARRAY_TYPE);
        code.push(index);
        code.insn(Opcodes.AALOAD);
        if (text) {
            code.type(Opcodes.CHECKCAST, Types.STRING);
        }
    }

    LuaValue[] values() {
        return values.toArray(new LuaValue[0]);
    }

    /** Declares the fields and writes the class's initialiser. */
    void declare(ClassWriter out) {
        MethodVisitor initializer = out.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        initializer.visitCode();
        Instructions code = new Instructions(initializer, 0);
        out.visitField(FIELD_ACCESS, "info", FunctionGenerator.INFO_TYPE, null, null);
        code.constant(org.objectweb.asm.Type.getObjectType(className));
        code.invokeStatic(FunctionGenerator.LOADER, "info", "(Ljava/lang/Class;)" + FunctionGenerator.INFO_TYPE);
        code.field(Opcodes.PUTSTATIC, className, "info", FunctionGenerator.INFO_TYPE);
        if (!values.isEmpty()) {
            code.constant(org.objectweb.asm.Type.getObjectType(className));
            code.invokeStatic(FunctionGenerator.LOADER, "constants", "(Ljava/lang/Class;)" + ARRAY_TYPE);
            code.store(0);
            for (int i = 0; i < Math.min(MOST_FIELDS, values.size()); i++) {
                boolean text = values.get(i) instanceof LuaString;
                String type = text ? Types.STRING_TYPE : Types.VALUE_TYPE;
                out.visitField(FIELD_ACCESS, "k" + i, type, null, null);
                code.load(0);
                code.push(i);
                code.insn(Opcodes.AALOAD);
                if (text) {
                    code.type(Opcodes.CHECKCAST, Types.STRING);
                }
                code.field(Opcodes.PUTSTATIC, className, "k" + i, type);
            }
            if (values.size() > MOST_FIELDS) {
                out.visitField(FIELD_ACCESS, ARRAY, ARRAY_TYPE, null, null);
                code.load(0);
                code.field(Opcodes.PUTSTATIC, className, ARRAY, ARRAY_TYPE);
            }
        }
        code.insn(Opcodes.RETURN);
        code.end();
    }
}
