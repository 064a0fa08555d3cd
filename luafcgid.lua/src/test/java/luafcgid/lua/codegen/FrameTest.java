package luafcgid.lua.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.Chunk;
import luafcgid.lua.syntax.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How large the JVM's frame of a function is, which says how deep it may call itself. */
class FrameTest {
    private static final int VARIABLES = 20;

    @ParameterizedTest
    @CsvSource({
        "LUA_5_4, VALUES, x, 1",
        "LUA_5_1, VALUES, x, 1",
        "LUA_5_1, NUMBERS, x.y, 1",
        "LUA_5_1, NUMBERS, x * 2, 3",
        "LUA_5_1, NUMBERS, x.y * x.z + 1, 3",
        "LUA_5_1, NUMBERS, 1, 2",
    })
    void aVariableTakesOnePlaceHoweverItIsDeclared(Dialect dialect, Form form, String value, int slots) {
        assertEquals(slots * VARIABLES, size(dialect, form, value, true), "in one declaration");
        assertEquals(slots * VARIABLES, size(dialect, form, value, false), "each on its own");
    }

    /** How much larger a frame is with twice as many variables. */
    private static int size(Dialect dialect, Form form, String value, boolean together) {
        return frame(dialect, form, VARIABLES * 2, value, together) - frame(dialect, form, VARIABLES, value, together);
    }

    private static int frame(Dialect dialect, Form form, int count, String value, boolean together) {
        String names = IntStream.range(0, count).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        String values = String.join(", ", Collections.nCopies(count, value));
        String declared = together
                ? "local " + names + " = " + values
                : IntStream.range(0, count)
                        .mapToObj(i -> "local a" + i + " = " + value + "\n")
                        .collect(Collectors.joining());
        byte[] source = ("local x = ... " + declared + " return a0 + 1").getBytes(StandardCharsets.UTF_8);
        Chunk chunk = Parser.parse(source, "=test", dialect);
        FunctionGenerator generator =
                new FunctionGenerator(new ChunkGenerator(chunk, source), chunk.main(), "lua/test$0", null, form);
        return largest(generator.generate().bytes());
    }

    private static int largest(byte[] classFile) {
        AtomicInteger most = new AtomicInteger();
        ClassVisitor methods = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMaxs(int stack, int locals) {
                        most.accumulateAndGet(locals, Math::max);
                    }
                };
            }
        };
        new ClassReader(classFile).accept(methods, 0);
        return most.get();
    }
}
