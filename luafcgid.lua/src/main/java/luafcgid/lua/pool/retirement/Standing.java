package luafcgid.lua.pool.retirement;

/**
 * What is known of a state that no request uses.
 *
 * @param uses    requests so far
 * @param idle    nanoseconds since the last one
 * @param surplus whether it was made when there were as many as the limits allow
 */
public record Standing(long uses, long idle, boolean surplus) {}
