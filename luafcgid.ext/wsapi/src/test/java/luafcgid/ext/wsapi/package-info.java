@org.jspecify.annotations.NullMarked
package luafcgid.ext.wsapi;
