/** Connections to databases, shared by all states. Knows JDBC and no Lua. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.sql.pool;
