package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Values of a class that never change: static fields while they are few, items of one array beyond that. */
final class Constants {
    private static final String PLACE = Types.runtime("Place");
    static final String PLACE_TYPE = Types.of(PLACE);
    private static final int MOST_FIELDS = 1000;
    private static final int MOST_CONVERSIONS = 200;
    private static final int MOST_PLACES = 1000;
    private static final String ARRAY = "K";
    private static final String ARRAY_TYPE = "[" + Types.VALUE_TYPE;
    private static final int FIELD_ACCESS = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE;

    private final String className;
    private final Map<Object, Integer> indices = new HashMap<>();
    private final List<LuaValue> values = new ArrayList<>();
    private final List<Conversion> conversions = new ArrayList<>();
    private final Dialect dialect;
    private int places;

    /** One of the conversions of a format. */
    private record Conversion(LuaString format, int index) {}

    Constants(String className, Dialect dialect) {
        this.className = className;
        this.dialect = dialect;
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

    /** Pushes the memory of a place in the code, one of its own while there are not too many. */
    void pushPlace(Instructions code) {
        code.field(Opcodes.GETSTATIC, className, "p" + Math.min(places, MOST_PLACES - 1), PLACE_TYPE);
        places = Math.min(places + 1, MOST_PLACES);
    }

    /** Whether there is room for the conversions of a format. */
    boolean takesConversions(int count) {
        return conversions.size() + count <= MOST_CONVERSIONS;
    }

    /** Pushes one of the conversions of a format. */
    void push(Instructions code, LuaString format, int index) {
        Conversion conversion = new Conversion(format, index);
        int known = conversions.indexOf(conversion);
        if (known < 0) {
            known = conversions.size();
            conversions.add(conversion);
            index(format, LuaString.interned(format));
        }
        code.field(Opcodes.GETSTATIC, className, "f" + known, Types.CONVERSION_TYPE);
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
        declareConversions(out, code);
        for (int i = 0; i < places; i++) {
            out.visitField(FIELD_ACCESS, "p" + i, PLACE_TYPE, null, null);
            code.type(Opcodes.NEW, PLACE);
            code.insn(Opcodes.DUP);
            code.invokeSpecial(PLACE, "<init>", "()V");
            code.field(Opcodes.PUTSTATIC, className, "p" + i, PLACE_TYPE);
        }
        code.insn(Opcodes.RETURN);
        code.end();
    }

    private void declareConversions(ClassWriter out, Instructions code) {
        String type = org.objectweb.asm.Type.getDescriptor(Dialect.class);
        String owner = org.objectweb.asm.Type.getInternalName(Dialect.class);
        for (int i = 0; i < conversions.size(); i++) {
            out.visitField(FIELD_ACCESS, "f" + i, Types.CONVERSION_TYPE, null, null);
            push(code, conversions.get(i).format());
            code.push(conversions.get(i).index());
            code.field(Opcodes.GETSTATIC, owner, dialect.name(), type);
            code.invokeStatic(
                    Types.CONVERSION, "of", "(" + Types.STRING_TYPE + "I" + type + ")" + Types.CONVERSION_TYPE);
            code.field(Opcodes.PUTSTATIC, className, "f" + i, Types.CONVERSION_TYPE);
        }
    }
}
