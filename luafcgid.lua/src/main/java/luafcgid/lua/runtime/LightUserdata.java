package luafcgid.lua.runtime;

import org.luaj.vm2.LuaUserdata;

/** A userdata that says only what is the same and what is not: what {@code debug.upvalueid} gives. */
public final class LightUserdata extends LuaUserdata {
    public LightUserdata(Object identity) {
        super(identity);
    }

    @Override
    public String tojstring() {
        return String.format("userdata: 0x%012x", m_instance.hashCode() & 0xFFFFFFFFL);
    }
}
