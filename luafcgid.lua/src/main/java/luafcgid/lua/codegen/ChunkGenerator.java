package luafcgid.lua.codegen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import luafcgid.lua.SourceText;
import luafcgid.lua.code.LuaNames;
import luafcgid.lua.syntax.Chunk;
import luafcgid.lua.syntax.FunctionBody;
import luafcgid.lua.syntax.Local;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodTooLargeException;

/** Makes the classes of a chunk. */
final class ChunkGenerator {
    /** What the JVM does not compile to machine code. */
    private static final int LARGE = 8000;

    private record Pending(FunctionBody body, String className, @Nullable Local self) {}

    private final Chunk chunk;
    private final byte[] source;
    private final SourceText text;
    private final String sourceName;
    private final String prefix;
    private final Map<FunctionBody, String> names = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** @param source the chunk's text */
    ChunkGenerator(Chunk chunk, byte[] source) {
        this.chunk = chunk;
        this.source = source;
        this.text = SourceText.of(source);
        this.sourceName = LuaNames.shortName(chunk.name());
        String file = sourceName.substring(sourceName.lastIndexOf('/') + 1);
        this.prefix = "lua/" + file.replaceAll("[^A-Za-z0-9_]", "_");
    }

    Chunk chunk() {
        return chunk;
    }

    /** What stack traces of the JVM show as the file. */
    String sourceName() {
        return sourceName;
    }

    /** The class of a function, which is generated when those before it are. */
    String classOf(FunctionBody body, @Nullable Local self) {
        return names.computeIfAbsent(body, missing -> {
            String name = prefix + "$" + names.size();
            pending.add(new Pending(body, name, self));
            return name;
        });
    }

    SourceText text() {
        return text;
    }

    /** Generates all. */
    ScriptLoader generate() {
        Map<String, GeneratedClass> classes = new HashMap<>();
        classOf(chunk.main(), null);
        while (!pending.isEmpty()) {
            GeneratedClass generated = generate(pending.remove());
            classes.put(generated.name(), generated);
        }
        return new ScriptLoader(classes, (prefix + "$").replace('/', '.'), chunk.name(), chunk.dialect(), source);
    }

    /** In the first form whose code is small enough. */
    private GeneratedClass generate(Pending function) {
        List<Form> forms = chunk.dialect().hasIntegers()
                ? List.of(Form.VALUES, Form.SPREAD)
                : List.of(Form.NUMBERS, Form.VALUES, Form.SPREAD);
        for (Form form : forms) {
            try {
                FunctionGenerator generator =
                        new FunctionGenerator(this, function.body(), function.className(), function.self(), form);
                GeneratedClass generated = generator.generate();
                if (form == Form.SPREAD || generator.size() <= LARGE) {
                    return generated;
                }
            } catch (MethodTooLargeException | TooDeepException | StackOverflowError e) {
                // The other forms split more, and follow chains of operators without recursion.
                if (form == Form.SPREAD) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("no form is the last");
    }
}
