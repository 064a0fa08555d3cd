/** The bytes of JSON: numbers and strings, as text and back. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.json.text;
