package luafcgid.lua.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import luafcgid.lua.Dialect;
import luafcgid.lua.analysis.Exits;
import luafcgid.lua.analysis.Kinds;
import luafcgid.lua.runtime.FunctionInfo;
import luafcgid.lua.runtime.Site;
import luafcgid.lua.syntax.Chunk;
import luafcgid.lua.syntax.Expression;
import luafcgid.lua.syntax.FunctionBody;
import luafcgid.lua.syntax.Local;
import luafcgid.lua.syntax.Statement;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Makes the class of one function. */
final class FunctionGenerator {
    static final String LOADER = "luafcgid/lua/codegen/ScriptLoader";
    static final String INFO_TYPE = Types.of(Types.runtime("FunctionInfo"));
    private static final int MOST_FIXED = 4;
    private static final String CREATE = "(" + Types.STATE_TYPE + Types.VALUE_TYPE + ")V";

    private final ChunkGenerator chunk;
    private final FunctionBody body;
    private final String className;
    private final @Nullable Local self;
    private final Form form;
    private final boolean spilled;
    private final ClassWriter out = new ClassFile();
    private final Constants constants;
    private final Set<Integer> lines = new TreeSet<>();
    private final Map<String, Sites> sites = new HashMap<>();
    private final boolean oneValue;
    private final Spreading spreading;
    private int size;

    FunctionGenerator(ChunkGenerator chunk, FunctionBody body, String className, @Nullable Local self, Form form) {
        this.chunk = chunk;
        this.body = body;
        this.className = className;
        this.self = self;
        this.form = form;
        this.spilled = form == Form.SPREAD;
        this.constants = new Constants(className, chunk.chunk().dialect());
        this.oneValue = isFixed() && Exits.alwaysOneValue(body.block());
        this.spreading = new Spreading(this, out, className);
    }

    Chunk chunk() {
        return chunk.chunk();
    }

    String className() {
        return className;
    }

    Constants constants() {
        return constants;
    }

    Set<Integer> lines() {
        return lines;
    }

    boolean isSpilled() {
        return spilled;
    }

    /** Whether it is called with its parameters, not with a list. */
    private boolean isFixed() {
        return !spilled && !body.isVararg() && body.parameters().size() <= MOST_FIXED;
    }

    /** Whether the function can be called directly with these arguments. */
    boolean takes(List<Expression> arguments) {
        return oneValue && arguments.size() == body.parameters().size() && !Exits.isOpen(arguments);
    }

    GeneratedClass generate() {
        String parent = isFixed() ? Types.runtime("Closure" + body.parameters().size()) : Types.CLOSURE;
        out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, className, null, parent, null);
        out.visitSource(chunk.sourceName(), null);
        for (Local local : body.upvalues()) {
            String type = Variables.isCell(local, chunk().reflective()) ? Types.CELL_TYPE : Types.VALUE_TYPE;
            out.visitField(Opcodes.ACC_PUBLIC, Variables.upvalue(body, local), type, null, null)
                    .visitEnd();
        }
        constructor(parent);
        info();
        body();
        constants.declare(out);
        out.visitEnd();
        byte[] bytes = out.toByteArray();
        return new GeneratedClass(className.replace('/', '.'), bytes, constants.values(), functionInfo());
    }

    /** Whether it is the chunk itself. */
    boolean isMain() {
        return body == chunk().main();
    }

    /** Whether others find it while it runs. What a module asks of its requirer, it mostly asks of a main function. */
    boolean isNoted() {
        return chunk().reflective() || isMain();
    }

    /** The bytes of code of the function itself. */
    int size() {
        return size;
    }

    boolean keepsNumbers() {
        return form == Form.NUMBERS;
    }

    private Variables variables(FunctionBody function) {
        boolean reflective = chunk().reflective();
        Kinds kinds = keepsNumbers()
                ? Kinds.of(function, local -> Variables.isCell(local, reflective))
                : Kinds.allValues(function);
        return new Variables(function, className, reflective, spilled, self, kinds);
    }

    private void constructor(String parent) {
        Instructions code = new Instructions(out.visitMethod(Opcodes.ACC_PUBLIC, "<init>", CREATE, null, null), 3);
        code.load(0);
        code.load(1);
        code.load(2);
        code.invokeSpecial(parent, "<init>", CREATE);
        code.insn(Opcodes.RETURN);
        code.end();
    }

    private void info() {
        Instructions code =
                new Instructions(out.visitMethod(Opcodes.ACC_PUBLIC, "info", "()" + INFO_TYPE, null, null), 1);
        code.field(Opcodes.GETSTATIC, className, "info", INFO_TYPE);
        code.insn(Opcodes.ARETURN);
        code.end();
    }

    private void body() {
        int count = body.parameters().size();
        String name = oneValue ? "call" : "enter";
        String arguments = isFixed() ? Types.VALUE_TYPE.repeat(count) : Types.VARARGS_TYPE;
        String descriptor = "(" + arguments + ")" + (oneValue ? Types.VALUE_TYPE : Types.VARARGS_TYPE);
        Instructions code = new Instructions(
                out.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null), isFixed() ? 1 + count : 2);
        Variables variables = variables(body);
        int state = code.newSlot();
        int vararg = body.isVararg() ? code.newSlot() : -1;
        code.load(0);
        code.field(Opcodes.GETFIELD, Types.CLOSURE, "state", Types.STATE_TYPE);
        code.store(state);
        MethodGenerator method = new MethodGenerator(this, code, variables, state, vararg);
        note(name, descriptor, method.sites);
        method.enter();
        if (isFixed()) {
            for (int i = 0; i < count; i++) {
                variables.declareParameter(code, body.parameters().get(i), i + 1);
            }
        } else {
            parametersOfList(method);
        }
        method.safepoint(body.line());
        lines.clear();
        method.statements.sequence(body.block().statements());
        if (!oneValue) {
            code.field(Opcodes.GETSTATIC, Types.VALUE, "NONE", Types.VALUE_TYPE);
            method.leave();
        }
        size = code.end();
        if (spilled) {
            out.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "frameSize", "I", null, variables.frameSize())
                    .visitEnd();
        }
    }

    /** Takes the parameters out of a list that is in slot 1, which a shared frame takes over then. */
    private void parametersOfList(MethodGenerator method) {
        Instructions code = method.code;
        int list = code.newSlot();
        code.load(1);
        code.store(list);
        if (body.isVararg()) {
            code.load(list);
            code.push(body.parameters().size());
            code.invokeStatic(Types.runtime("Results"), "beyond", "(" + Types.VARARGS_TYPE + "I)" + Types.VARARGS_TYPE);
            code.store(method.varargSlot);
        }
        if (spilled) {
            code.field(Opcodes.GETSTATIC, className, "frameSize", "I");
            code.type(Opcodes.ANEWARRAY, "java/lang/Object");
            code.store(MethodGenerator.FRAME_SLOT);
        }
        int position = 0;
        for (Local parameter : body.parameters()) {
            position++;
            code.load(list);
            code.push(position);
            code.invokeVirtual(Types.VARARGS, "arg", "(I)" + Types.VALUE_TYPE);
            method.variables.declare(code, parameter);
        }
        Local arg = body.arg();
        if (arg != null) {
            code.load(method.varargSlot);
            code.invokeStatic(Types.runtime("Results"), "table", "(" + Types.VARARGS_TYPE + ")" + Types.TABLE_TYPE);
            method.variables.declare(code, arg);
        }
    }

    /** Remembers the sites of a method. */
    void note(String method, String descriptor, Sites noted) {
        sites.put(method + descriptor, noted);
    }

    /** Generates statements as methods of their own where they are too many; says whether it did. */
    boolean spread(MethodGenerator method, List<Statement> statements) {
        return spilled && spreading.spread(method, statements);
    }

    Spreading spreading() {
        return spreading;
    }

    /** Pushes a closure of a function within this one. */
    void pushClosure(MethodGenerator method, FunctionBody inner) {
        pushSelfAware(method, inner, null);
    }

    /** Pushes a closure that knows itself as the value of a variable that nothing assigns to. */
    void pushSelfAware(MethodGenerator method, FunctionBody inner, @Nullable Local name) {
        String type = chunk.classOf(inner, name);
        Instructions code = method.code;
        code.type(Opcodes.NEW, type);
        code.insn(Opcodes.DUP);
        method.loadState();
        method.tables.pushEnvironment();
        code.invokeSpecial(type, "<init>", CREATE);
        for (Local local : inner.upvalues()) {
            if (local != name) {
                code.insn(Opcodes.DUP);
                if (method.variables.isSelf(local)) {
                    code.load(0);
                } else {
                    method.variables.loadContainer(code, local);
                }
                code.field(Opcodes.PUTFIELD, type, Variables.upvalue(inner, local), method.variables.type(local));
            }
        }
    }

    private FunctionInfo functionInfo() {
        Map<String, TreeMap<Integer, Site>> byMethod = new HashMap<>();
        sites.forEach((method, noted) -> {
            TreeMap<Integer, Site> byIndex = new TreeMap<>();
            noted.each(byIndex::put);
            byMethod.put(method, byIndex);
        });
        List<String> upvalues = new ArrayList<>(names(body.upvalues()));
        int environment = environmentIndex();
        if (environment >= 0) {
            upvalues.add(environment, "_ENV");
        }
        if (body.lastLine() > 0) {
            lines.add(body.lastLine());
        }
        return new FunctionInfo(
                chunk().name(),
                chunk.text(),
                body.line(),
                body.lastLine(),
                names(body.parameters()),
                body.isVararg(),
                upvalues,
                environment,
                isNoted(),
                new ArrayList<>(lines),
                byMethod);
    }

    /** From 5.2 on a main function has the table of the globals also where it uses none. */
    private int environmentIndex() {
        boolean main = body.parent() == null && chunk().dialect() != Dialect.LUA_5_1 && chunk().environment() == null;
        return main ? 0 : body.environmentIndex();
    }

    private static List<String> names(List<Local> variables) {
        return variables.stream().map(Local::name).toList();
    }
}
