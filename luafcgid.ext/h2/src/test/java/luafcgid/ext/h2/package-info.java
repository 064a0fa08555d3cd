@org.jspecify.annotations.NullMarked
package luafcgid.ext.h2;
