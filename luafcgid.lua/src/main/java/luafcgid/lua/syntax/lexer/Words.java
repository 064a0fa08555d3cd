package luafcgid.lua.syntax.lexer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** The words of a chunk. Looked up by their bytes, so that only a new word costs an object. */
final class Words {
    /** Another one in each process, so that nobody can choose names that collide. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private final Dialect dialect;
    private @Nullable Word[] slots = new @Nullable Word[256];
    private int count;

    Words(Dialect dialect) {
        this.dialect = dialect;
    }

    Word find(byte[] source, int start, int end) {
        int slot = hash(source, start, end) & (slots.length - 1);
        for (Word word = slots[slot]; word != null; word = slots[slot]) {
            LuaString value = word.value();
            if (Arrays.equals(value.m_bytes, value.m_offset, value.m_offset + value.m_length, source, start, end)) {
                return word;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(slot, source, start, end);
    }

    private Word add(int slot, byte[] source, int start, int end) {
        String text = new String(source, start, end - start, StandardCharsets.ISO_8859_1);
        LuaString value = LuaString.valueUsing(Arrays.copyOfRange(source, start, end));
        Word word = new Word(text, value, TokenType.ofWord(text, dialect));
        slots[slot] = word;
        if (++count * 2 > slots.length) {
            grow();
        }
        return word;
    }

    private void grow() {
        @Nullable Word[] old = slots;
        slots = new @Nullable Word[old.length * 2];
        for (Word word : old) {
            if (word != null) {
                LuaString value = word.value();
                int slot = hash(value.m_bytes, value.m_offset, value.m_offset + value.m_length) & (slots.length - 1);
                while (slots[slot] != null) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = word;
            }
        }
    }

    private static int hash(byte[] bytes, int start, int end) {
        long hash = SEED;
        for (int i = start; i < end; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }
}
