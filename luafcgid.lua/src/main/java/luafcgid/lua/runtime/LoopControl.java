package luafcgid.lua.runtime;

import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** A numeric loop's count where only its values tell whether it is one of integers or of floats. */
public final class LoopControl {
    private final boolean isInteger;
    private final long integerStep;
    private final double floatStep;
    private final double limit;
    private long integer;
    private long stepsLeft;
    private double number;

    private LoopControl(boolean isInteger, long integerStep, double floatStep, double limit) {
        this.isInteger = isInteger;
        this.integerStep = integerStep;
        this.floatStep = floatStep;
        this.limit = limit;
    }

    /** One of integers; the steps are unsigned. */
    static LoopControl integers(long first, long steps, long by) {
        LoopControl control = new LoopControl(true, by, 0, 0);
        control.integer = first;
        control.stepsLeft = steps;
        return control;
    }

    static LoopControl floats(double first, double limit, double by) {
        LoopControl control = new LoopControl(false, 0, by, limit);
        control.number = first;
        return control;
    }

    /** The variable's value. */
    public LuaValue value() {
        return isInteger ? LuaInteger.valueOf(integer) : LuaDouble.valueOf(number);
    }

    /** Goes to the next value, where there is one. */
    public boolean advance() {
        if (isInteger) {
            integer += integerStep;
            return stepsLeft-- != 0;
        }
        number += floatStep;
        return Loops.goesOn(number, limit, floatStep);
    }
}
