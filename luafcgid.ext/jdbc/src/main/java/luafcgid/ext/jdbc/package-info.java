/** A {@code DataSourceFactory} around a JDBC driver; each driver's bundle carries its own copy. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.jdbc;
