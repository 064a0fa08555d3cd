@org.jspecify.annotations.NullMarked
package luafcgid.ext.mariadb;
