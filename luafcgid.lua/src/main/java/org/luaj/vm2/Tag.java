package org.luaj.vm2;

/** What stands in a table's slot for a number whose bits are beside it. */
final class Tag extends LuaValue {
    private final String name;

    Tag(String name) {
        this.name = name;
    }

    @Override
    public int type() {
        return TNUMBER;
    }

    @Override
    public String typename() {
        return name;
    }
}
