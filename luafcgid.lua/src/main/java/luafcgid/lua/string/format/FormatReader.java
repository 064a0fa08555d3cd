package luafcgid.lua.string.format;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.number.TextBuffer;
import org.luaj.vm2.LuaString;

/** Reads a format. What follows a mistake is not read: nobody gets there. */
final class FormatReader {
    private final SpecificationReader specifications;
    private final List<Directive> directives = new ArrayList<>();
    private final byte[] bytes;
    private final int end;
    private int at;

    private FormatReader(LuaString format, Dialect dialect) {
        this.bytes = format.m_bytes;
        this.at = format.m_offset;
        this.end = at + format.m_length;
        this.specifications = new SpecificationReader(bytes, end, dialect);
    }

    static Format read(LuaString format, Dialect dialect) {
        return new FormatReader(format, dialect).read();
    }

    private Format read() {
        TextBuffer literal = new TextBuffer(32);
        boolean malformed = false;
        while (at < end && !malformed) {
            byte octet = bytes[at++];
            if (octet != '%') {
                literal.append(octet);
            } else if (at < end && bytes[at] == '%') {
                literal.append('%');
                at++;
            } else {
                Directive directive = specifications.read(at, literal.toBytes());
                directives.add(directive);
                literal.length = 0;
                at = specifications.end();
                malformed = directive.problem() != null;
            }
        }
        return new Format(directives.toArray(new Directive[0]), literal.toBytes());
    }
}
