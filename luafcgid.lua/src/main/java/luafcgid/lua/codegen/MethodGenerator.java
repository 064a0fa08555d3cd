package luafcgid.lua.codegen;

import luafcgid.lua.runtime.Operation;
import luafcgid.lua.runtime.Site;
import luafcgid.lua.syntax.Chunk;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** What the generators of one method share, and those generators. */
final class MethodGenerator {
    /** Where a method of a function that is spread over several finds the variables. */
    static final int FRAME_SLOT = 1;

    final FunctionGenerator function;
    final Instructions code;
    final Sites sites;
    final Variables variables;
    final Expressions expressions;
    final Conditions conditions;
    final CallGenerator calls;
    final Tables tables;
    final Operands operands;
    final Numbers numbers;
    final Reads reads;
    final Statements statements;
    final Loops loops;
    final Scopes scopes;
    /** Where the method keeps the state. */
    final int stateSlot;
    /** Where it keeps the values of {@code ...}; -1 where there are none. */
    final int varargSlot;

    private boolean closesLater;
    private boolean isNoted;

    MethodGenerator(FunctionGenerator function, Instructions code, Variables variables, int stateSlot, int varargSlot) {
        this.function = function;
        this.code = code;
        this.variables = variables;
        this.stateSlot = stateSlot;
        this.varargSlot = varargSlot;
        this.sites = new Sites(code, function.lines());
        this.operands = new Operands(this);
        this.numbers = new Numbers(this);
        this.reads = new Reads(this);
        this.expressions = new Expressions(this);
        this.conditions = new Conditions(this);
        this.calls = new CallGenerator(this);
        this.tables = new Tables(this);
        this.scopes = new Scopes(this);
        this.statements = new Statements(this);
        this.loops = new Loops(this);
    }

    /** Whether a call may take the place of the function: not where variables are to be closed afterwards. */
    boolean allowsTailCalls() {
        return !closesLater && !scopes.mustClose();
    }

    /** Part of a method that may have variables to close once the part has returned. */
    void inheritClosing(MethodGenerator whole) {
        closesLater = !whole.allowsTailCalls();
    }

    /** Notes that the function is active, where others of its chunk may ask for it. */
    void enter() {
        isNoted = function.isNoted();
        if (isNoted) {
            loadState();
            code.load(0);
            String descriptor = "(" + Types.STATE_TYPE + Types.of(Types.CLOSURE) + ")V";
            code.invokeStatic(Types.runtime("ActiveFunctions"), "enter", descriptor);
        }
    }

    /** Returns what is on the stack. */
    void leave() {
        if (isNoted) {
            loadState();
            code.invokeStatic(Types.runtime("ActiveFunctions"), "leave", "(" + Types.STATE_TYPE + ")V");
        }
        code.insn(Opcodes.ARETURN);
    }

    Chunk chunk() {
        return function.chunk();
    }

    /** Whether numbers are kept out of objects. */
    boolean keepsNumbers() {
        return function.keepsNumbers();
    }

    boolean hasIntegers() {
        return chunk().dialect().hasIntegers();
    }

    void loadState() {
        code.load(stateSlot);
    }

    void constant(org.luaj.vm2.LuaString text) {
        function.constants().push(code, text);
    }

    /** Does what is asked of the script, if anything is. */
    void safepoint(int line) {
        Label quiet = new Label();
        loadState();
        code.field(Opcodes.GETFIELD, Types.STATE, "attention", "Z");
        code.jump(Opcodes.IFEQ, quiet);
        loadState();
        sites.mark(line, Operation.OTHER);
        code.invokeVirtual(Types.STATE, "safepoint", "()V");
        code.label(quiet);
    }

    /** Calls a static method of the runtime that may fail. */
    void runtime(int line, Operation operation, String owner, String name, String descriptor, Site.Name... names) {
        sites.mark(line, operation, names);
        code.invokeStatic(Types.runtime(owner), name, descriptor);
    }
}
