/** JSON for scripts: {@code cjson} and {@code cjson.safe}. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.json;
