package luafcgid.lua.pool;

/**
 * Where a state is or is going to be.
 *
 * @param surplus whether there were as many as the limits allow when it was reserved
 */
record Place(Script script, boolean surplus) {}
