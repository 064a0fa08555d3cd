package luafcgid.ext.form.body;

import org.luaj.vm2.LuaString;

/** Takes the pairs of a form in their order. */
@FunctionalInterface
public interface PairSink {
    void add(LuaString name, LuaString value) throws BadFormException;
}
