package luafcgid.lua.lib.table;

import java.util.List;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code table.move} of 5.3 and later. */
final class Move extends Builtin.Many {
    private final Elements elements;

    Move(Elements elements) {
        super("move");
        this.elements = elements;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        long from = integer(arguments, 2);
        long end = integer(arguments, 3);
        long to = integer(arguments, 4);
        boolean other = !arguments.isnoneornil(5);
        LuaValue source = elements.check(1, Arguments.at(arguments, 1), List.of(INDEX));
        LuaValue target = elements.check(other ? 5 : 1, other ? arguments.arg(5) : source, List.of(NEWINDEX));
        if (end < from) {
            return target;
        }
        if (from <= 0 && end >= Long.MAX_VALUE + from) {
            throw Arguments.wrong(3, "too many elements to move");
        }
        long count = end - from + 1;
        if (to > Long.MAX_VALUE - count + 1) {
            throw Arguments.wrong(4, "destination wrap around");
        }
        boolean overlaps = to > from && to <= end && target.raweq(source);
        for (long i = 0; i < count; i++) {
            long offset = overlaps ? count - 1 - i : i;
            elements.set(target, to + offset, elements.get(source, from + offset));
            elements.state().safepoint();
        }
        return target;
    }

    private long integer(Varargs arguments, int index) {
        return Arguments.integer(elements.dialect(), index, Arguments.at(arguments, index));
    }
}
