package luafcgid.lua.codegen;

import java.util.Set;
import org.objectweb.asm.ClassWriter;

/** Writes a class; knows how the types of generated code are related without loading them. */
final class ClassFile extends ClassWriter {
    private static final Set<String> NO_VALUES = Set.of(
            "java/lang/Object",
            "java/lang/String",
            "java/lang/Throwable",
            Types.STATE,
            Types.CELL,
            Types.BUFFER,
            Types.runtime("LoopControl"));

    ClassFile() {
        super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String a, String b) {
        if (a.equals(b)) {
            return a;
        }
        if (NO_VALUES.contains(a) || NO_VALUES.contains(b)) {
            return "java/lang/Object";
        }
        return a.equals(Types.VARARGS) || b.equals(Types.VARARGS) ? Types.VARARGS : Types.VALUE;
    }
}
