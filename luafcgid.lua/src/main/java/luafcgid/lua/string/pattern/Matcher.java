package luafcgid.lua.string.pattern;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** A pattern at work on a string. Indexes are those of the string's bytes in its array. */
final class Matcher {
    static final int NO_MATCH = -1;
    /** As deep as C Lua goes since 5.2; 5.1 goes as far as its stack holds. */
    private static final int DEPTH = 200;

    private static final int DEPTH_5_1 = 3000;
    private static final int POSITION = -2;
    private static final int STEPS_BETWEEN_CHECKS = 1 << 14;

    private final LuaState state;
    private final LuaString text;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final Pattern pattern;
    private final Item[] items;
    private final int depth;
    private final int[] captureStart;
    private final int[] captureLength;
    private long steps;
    private long nextCheck = STEPS_BETWEEN_CHECKS;

    Matcher(LuaState state, LuaString text, Pattern pattern) {
        this.state = state;
        this.text = text;
        this.bytes = text.m_bytes;
        this.start = text.m_offset;
        this.end = text.m_offset + text.m_length;
        this.pattern = pattern;
        this.items = pattern.items;
        this.depth = pattern.dialect == Dialect.LUA_5_1 ? DEPTH_5_1 : DEPTH;
        this.captureStart = new int[pattern.captures];
        this.captureLength = new int[pattern.captures];
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The end of a match that begins here, or {@link #NO_MATCH}. */
    int match(int from) {
        return match(from, 0, depth);
    }

    /** The first index from {@code from} on at which a match may begin; beyond the end where there is none. */
    int candidate(int from) {
        boolean[] first = pattern.first;
        if (first == null) {
            return from;
        }
        int i = from;
        while (i < end && !first[bytes[i] & 0xff]) {
            i++;
        }
        return i < end ? i : end + 1;
    }

    private int match(int from, int index, int depthLeft) {
        if (depthLeft == 0) {
            throw new LuaError("pattern too complex");
        }
        int left = depthLeft;
        int s = from;
        int i = index;
        while (true) {
            if (++steps >= nextCheck) {
                check();
            }
            Item item = items[i++];
            switch (item.kind()) {
                case ONE -> {
                    if (s >= end || !item.set()[bytes[s] & 0xff]) {
                        return NO_MATCH;
                    }
                    s++;
                }
                case OPTIONAL -> {
                    if (s < end && item.set()[bytes[s] & 0xff]) {
                        int matched = match(s + 1, i, left - 1);
                        if (matched != NO_MATCH) {
                            return matched;
                        }
                    }
                }
                case STAR -> {
                    return longest(s, s, item.set(), i, left);
                }
                case PLUS -> {
                    return s < end && item.set()[bytes[s] & 0xff]
                            ? longest(s + 1, s + 1, item.set(), i, left)
                            : NO_MATCH;
                }
                case LAZY -> {
                    return shortest(s, item.set(), i, left);
                }
                case OPEN -> {
                    captureStart[item.operand()] = s;
                    left = deeper(left);
                }
                case POSITION -> {
                    captureStart[item.operand()] = s;
                    captureLength[item.operand()] = POSITION;
                    left = deeper(left);
                }
                case CLOSE -> {
                    captureLength[item.operand()] = s - captureStart[item.operand()];
                    left = deeper(left);
                }
                case BALANCE -> {
                    s = balanced(s, item.operand() >> 8, item.operand() & 0xff);
                    if (s == NO_MATCH) {
                        return NO_MATCH;
                    }
                }
                case FRONTIER -> {
                    int before = s == start ? 0 : bytes[s - 1] & 0xff;
                    int after = s == end ? 0 : bytes[s] & 0xff;
                    if (item.set()[before] || !item.set()[after]) {
                        return NO_MATCH;
                    }
                }
                case REFERENCE -> {
                    s = repeated(s, item.operand());
                    if (s == NO_MATCH) {
                        return NO_MATCH;
                    }
                }
                case TEXT_END -> {
                    return s == end ? s : NO_MATCH;
                }
                case END -> {
                    return s;
                }
                case PROBLEM -> throw new LuaError(item.problem());
            }
        }
    }

    private static int deeper(int left) {
        if (left == 1) {
            throw new LuaError("pattern too complex");
        }
        return left - 1;
    }

    private int longest(int least, int from, boolean[] set, int next, int left) {
        int s = from;
        while (s < end && set[bytes[s] & 0xff]) {
            s++;
        }
        steps += s - from;
        Item following = items[next];
        if (following.kind() == Item.Kind.END) {
            return s;
        }
        boolean[] wanted = following.kind() == Item.Kind.ONE ? following.set() : Classes.ALL;
        boolean anywhere = following.kind() != Item.Kind.ONE;
        for (; s >= least; s--) {
            if (++steps >= nextCheck) {
                check();
            }
            if (anywhere || (s < end && wanted[bytes[s] & 0xff])) {
                int matched = match(s, next, left - 1);
                if (matched != NO_MATCH) {
                    return matched;
                }
            }
        }
        return NO_MATCH;
    }

    private int shortest(int from, boolean[] set, int next, int left) {
        Item following = items[next];
        boolean[] wanted = following.kind() == Item.Kind.ONE ? following.set() : Classes.ALL;
        boolean anywhere = following.kind() != Item.Kind.ONE;
        for (int s = from; ; s++) {
            if (++steps >= nextCheck) {
                check();
            }
            if (anywhere || (s < end && wanted[bytes[s] & 0xff])) {
                int matched = match(s, next, left - 1);
                if (matched != NO_MATCH) {
                    return matched;
                }
            }
            if (s >= end || !set[bytes[s] & 0xff]) {
                return NO_MATCH;
            }
        }
    }

    private int balanced(int from, int opening, int closing) {
        if (from >= end || (bytes[from] & 0xff) != opening) {
            return NO_MATCH;
        }
        int open = 1;
        for (int s = from + 1; s < end; s++) {
            int octet = bytes[s] & 0xff;
            if (octet == closing) {
                if (--open == 0) {
                    steps += s - from;
                    return s + 1;
                }
            } else if (octet == opening) {
                open++;
            }
        }
        steps += end - from;
        return NO_MATCH;
    }

    private int repeated(int from, int capture) {
        int length = captureLength[capture];
        if (length < 0 || end - from < length) {
            return NO_MATCH;
        }
        int other = captureStart[capture];
        for (int i = 0; i < length; i++) {
            if (bytes[other + i] != bytes[from + i]) {
                return NO_MATCH;
            }
        }
        steps += length;
        return from + length;
    }

    private void check() {
        nextCheck = steps + STEPS_BETWEEN_CHECKS;
        state.safepoint();
        state.budget().effort(steps);
    }

    /** How many values a match gives. */
    int values(boolean wholeIfNone) {
        return pattern.captures == 0 && wholeIfNone ? 1 : pattern.captures;
    }

    /** A capture of the match, counted from 0; the first of none is the whole match. */
    LuaValue capture(int index, int from, int to) {
        checkCapture(index);
        if (index >= pattern.captures) {
            return text.substring(from - start, to - start);
        }
        int length = captureLength[index];
        int first = captureStart[index] - start;
        return length == POSITION ? Texts.number(pattern.dialect, first + 1L) : text.substring(first, first + length);
    }

    void appendMatch(TextBuffer out, int from, int to) {
        out.append(bytes, from, to - from);
    }

    /** Appends a capture, as {@link #capture} returns it. */
    void append(TextBuffer out, int index, int from, int to) {
        checkCapture(index);
        if (index >= pattern.captures) {
            appendMatch(out, from, to);
        } else if (captureLength[index] == POSITION) {
            out.append(Texts.string(pattern.dialect, 1, capture(index, from, to)));
        } else {
            out.append(bytes, captureStart[index], captureLength[index]);
        }
    }

    private void checkCapture(int index) {
        if (index >= pattern.captures && index > 0) {
            boolean named = pattern.dialect.hasIntegers();
            throw new LuaError(named ? "invalid capture index %" + (index + 1) : "invalid capture index");
        }
        if ((pattern.unfinished & (1 << index)) != 0) {
            throw new LuaError("unfinished capture");
        }
    }
}
