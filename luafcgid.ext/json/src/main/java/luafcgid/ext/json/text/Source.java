package luafcgid.ext.json.text;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** The text of a document, and how far it is read. It ends where its string does or, as in C, at a zero byte outside of strings. */
public final class Source {
    /** What comes behind the last byte. */
    public static final int END = 0;

    final byte[] bytes;
    final int end;
    /** The next byte. */
    int at;

    private final int start;
    private final boolean comments;

    public Source(LuaString text, boolean comments) {
        this.bytes = text.m_bytes;
        this.start = text.m_offset;
        this.end = start + text.m_length;
        this.at = start;
        this.comments = comments;
    }

    public int byteAt(int index) {
        return index < end ? bytes[index] : END;
    }

    /** The index of the next byte. */
    public int at() {
        return at;
    }

    /** Goes to the byte after the next. */
    public void step() {
        at++;
    }

    /** Goes behind a word, if it comes next. */
    public boolean take(byte[] word) {
        boolean next = startsWith(at, word, 0);
        if (next) {
            at += word.length;
        }
        return next;
    }

    /** Whether a word, given in lower case, is at an index in any case. */
    boolean hasWord(int index, byte[] word) {
        return startsWith(index, word, 'a' - 'A');
    }

    private boolean startsWith(int index, byte[] word, int ignoredBits) {
        if (end - index < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if ((bytes[index + i] | ignoredBits) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Goes to the next byte that is neither white space nor in a comment, and returns it. */
    public int skip(String expected) {
        int index = at;
        while (true) {
            int c = byteAt(index);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                index++;
            } else if (c == '/' && comments && isComment(index)) {
                index = endOfComment(index, expected);
            } else {
                at = index;
                return c;
            }
        }
    }

    private boolean isComment(int index) {
        int kind = byteAt(index + 1);
        return kind == '/' || kind == '*';
    }

    private int endOfComment(int index, String expected) {
        boolean line = byteAt(index + 1) == '/';
        int i = index + 2;
        for (int c = byteAt(i); c != END; c = byteAt(++i)) {
            if (line ? c == '\n' : c == '*' && byteAt(i + 1) == '/') {
                return line ? i : i + 2;
            }
        }
        if (!line) {
            throw fault(expected, "unclosed multi-line comment", i);
        }
        return i;
    }

    /** The bytes from one index to another, which are ASCII. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Which byte it is, counted from 1. */
    public int position(int index) {
        return index - start + 1;
    }

    public LuaError fault(String expected, String found, int index) {
        return new LuaError("Expected " + expected + " but found " + found + " at character " + position(index));
    }
}
