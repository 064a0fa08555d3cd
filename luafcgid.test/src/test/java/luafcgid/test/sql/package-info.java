/** Scripts and their databases, in the assembled distribution, with real servers. */
@org.jspecify.annotations.NullMarked
package luafcgid.test.sql;
