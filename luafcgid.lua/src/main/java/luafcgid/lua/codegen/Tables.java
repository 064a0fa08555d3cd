package luafcgid.lua.codegen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import luafcgid.lua.analysis.Exits;
import luafcgid.lua.analysis.Weight;
import luafcgid.lua.runtime.Operation;
import luafcgid.lua.syntax.Expression;
import org.objectweb.asm.Opcodes;

/** Code for constructors of tables and for reads of their fields. */
final class Tables {
    private static final int LARGEST_PRESIZE = 1 << 16;
    /** What a method fills of a large table. */
    private static final int PART = 400;
    /** C Lua stores that many items of a constructor at a time, after the fields between them: of an item and a field the item stays. */
    private static final int ITEMS_AT_ONCE = 50;

    private final MethodGenerator method;
    private final Instructions code;

    Tables(MethodGenerator method) {
        this.method = method;
        this.code = method.code;
    }

    void pushEnvironment() {
        code.load(0);
        code.field(Opcodes.GETFIELD, Types.CLOSURE, "environment", Types.VALUE_TYPE);
    }

    void pushGlobal(Expression.Global global) {
        method.loadState();
        pushEnvironment();
        method.constant(global.name());
        get(global.line(), true, Operands.ENVIRONMENT, Operands.key(global));
    }

    void pushIndex(Expression.Index index) {
        // A chain of fields is as long as a program likes: no recursion along it.
        Deque<Expression.Index> chain = new ArrayDeque<>();
        Expression.Index innermost = index;
        while (chain.size() < method.expressions.mostInRow()
                && innermost.key() instanceof Expression.Text
                && innermost.object() instanceof Expression.Index inner
                && inner.key() instanceof Expression.Text) {
            chain.push(innermost);
            innermost = inner;
        }
        method.loadState();
        method.operands.pushBoth(innermost.object(), innermost.key());
        get(innermost, innermost.key() instanceof Expression.Text);
        int mark = code.mark();
        int object = code.newSlot();
        while (!chain.isEmpty()) {
            Expression.Index next = chain.pop();
            code.store(object);
            method.loadState();
            code.load(object);
            method.expressions.push(next.key());
            get(next, true);
        }
        code.release(mark);
    }

    /** With the state, the object and the key on the stack. */
    void get(Expression.Index index, boolean text) {
        get(index.line(), text, method.operands.name(index.object()), method.operands.name(index.key()));
    }

    private void get(int line, boolean text, luafcgid.lua.runtime.Site.Name... names) {
        String descriptor = "(" + Types.STATE_TYPE + Types.VALUE_TYPE + (text ? Types.STRING_TYPE : Types.VALUE_TYPE)
                + ")" + Types.VALUE_TYPE;
        method.runtime(line, Operation.INDEX, "Indexing", "get", descriptor, names);
    }

    /** With the state, the object, the key and the value on the stack. */
    void set(Expression.Index target) {
        method.runtime(
                target.line(),
                Operation.SET_INDEX,
                "Indexing",
                "set",
                "(" + Types.STATE_TYPE + Types.VALUE_TYPE.repeat(3) + ")V",
                method.operands.name(target.object()),
                method.operands.name(target.key()));
    }

    void construct(Expression.TableConstructor constructor) {
        List<Expression.Field> fields = constructor.fields();
        int items = (int) fields.stream().filter(field -> field.key() == null).count();
        code.type(Opcodes.NEW, Types.TABLE);
        code.insn(Opcodes.DUP);
        code.push(Math.min(LARGEST_PRESIZE, items));
        code.push(Math.min(LARGEST_PRESIZE, fields.size() - items));
        code.invokeSpecial(Types.TABLE, "<init>", "(II)V");
        if (method.function.isSpilled() && Weight.of(constructor, PART) == PART) {
            fillInParts(fields);
        } else {
            fill(fields, 0, fields.size(), 0);
        }
    }

    private void fillInParts(List<Expression.Field> fields) {
        int first = 0;
        int position = 0;
        while (first < fields.size()) {
            int end = first;
            int weight = 0;
            int next = position;
            while (end < fields.size() && weight < PART) {
                Expression.Field field = fields.get(end);
                weight += 1 + Weight.of(field.value(), PART);
                next += field.key() == null ? 1 : 0;
                end++;
            }
            int from = first;
            int to = end;
            int before = position;
            method.function.spreading().fill(method, (part, table) -> {
                part.code.load(table);
                part.tables.fill(fields, from, to, before);
                part.code.insn(Opcodes.POP);
            });
            first = end;
            position = next;
        }
    }

    /** Stores fields into the table that is on the stack and stays there. */
    private void fill(List<Expression.Field> fields, int first, int end, int before) {
        int position = before;
        for (int i = first; i < end; i++) {
            Expression.Field field = fields.get(i);
            Expression key = field.key();
            code.insn(Opcodes.DUP);
            if (key != null) {
                putField(key, field.value(), position);
                continue;
            }
            position++;
            code.push(position);
            if (i == fields.size() - 1 && Exits.isOpen(field.value())) {
                method.calls.pushAll(field.value());
                code.invokeStatic(
                        Types.runtime("Results"), "append", "(" + Types.TABLE_TYPE + "I" + Types.VARARGS_TYPE + ")V");
            } else {
                method.expressions.push(field.value());
                code.invokeVirtual(Types.TABLE, "rawset", "(I" + Types.VALUE_TYPE + ")V");
            }
        }
    }

    /** @param position how many items came before it */
    private void putField(Expression key, Expression value, int position) {
        method.expressions.push(key);
        method.expressions.push(value);
        if (key instanceof Expression.Text) {
            code.invokeVirtual(Types.TABLE, "rawset", "(" + Types.VALUE_TYPE.repeat(2) + ")V");
            return;
        }
        String parameters = Types.TABLE_TYPE + Types.VALUE_TYPE.repeat(2);
        int waiting = position % ITEMS_AT_ONCE;
        if (waiting > 0) {
            code.push(position - waiting + 1);
            code.push(position);
            parameters += "II";
        }
        method.loadState();
        method.runtime(key.line(), Operation.OTHER, "Indexing", "put", "(" + parameters + Types.STATE_TYPE + ")V");
    }
}
