/** What differs from database to database: where scripts connect to, values, messages. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.sql.vendor;
