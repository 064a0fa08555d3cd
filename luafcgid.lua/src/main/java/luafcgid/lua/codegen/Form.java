package luafcgid.lua.codegen;

/** How the code of a function is laid out. */
enum Form {
    /** Numbers are kept out of objects: fast, and long. */
    NUMBERS,
    /** Every value is an object. */
    VALUES,
    /** Every value is an object, and the code is spread over several methods. */
    SPREAD
}
