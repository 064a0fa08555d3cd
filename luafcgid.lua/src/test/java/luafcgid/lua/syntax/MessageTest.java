package luafcgid.lua.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.number.CLua;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors in chunks are C Lua's, byte for byte. */
@Timeout(60)
class MessageTest {
    /** Prints what it has to say of each chunk, escaped as {@link Messages} does. */
    private static final String SCRIPT =
            """
            local escapes = {["\\n"] = "\\\\n", ["\\\\"] = "\\\\\\\\"}
            local function escape(byte)
              return escapes[byte] or ("\\\\%03d"):format(byte:byte())
            end
            for _, chunk in ipairs(chunks) do
              local code, message = (loadstring or load)(chunk, "=c")
              print((code and "ok" or message:gsub("[%c\\127-\\255\\\\]", escape)))
            end
            """;

    private final List<Messages.Entry> entries;

    MessageTest() throws IOException {
        entries = Messages.all();
    }

    @ParameterizedTest
    @EnumSource
    void ourMessagesAreThoseRecorded(Dialect dialect) {
        assertEquals(recorded(dialect), messages(dialect));
    }

    @ParameterizedTest
    @EnumSource
    void theRecordedMessagesAreThoseOfC(Dialect dialect) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("local chunks = {\n");
        for (Messages.Entry entry : entries) {
            script.append('"');
            entry.chunk().chars().forEach(octet -> script.append(String.format("\\%03d", octet)));
            script.append("\",\n");
        }
        List<String> lines = CLua.lines(dialect, script + "}\n" + SCRIPT);
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            said.append(report(entries.get(i), lines.get(i)));
        }
        assertEquals(recorded(dialect), said.toString());
    }

    @Test
    void thereAreHundredsOfChunksEachWithAMessageOfEveryDialect() {
        assertTrue(entries.size() > 300, () -> entries.size() + " chunks");
        List<String> incomplete = new ArrayList<>();
        for (Messages.Entry entry : entries) {
            if (entry.messages().size() < Dialect.values().length) {
                incomplete.add(entry.chunk());
            }
        }
        assertEquals(List.of(), incomplete);
    }

    private String recorded(Dialect dialect) {
        StringBuilder recorded = new StringBuilder();
        for (Messages.Entry entry : entries) {
            recorded.append(report(entry, String.valueOf(entry.messages().get(dialect))));
        }
        return recorded.toString();
    }

    private String messages(Dialect dialect) {
        StringBuilder messages = new StringBuilder();
        for (Messages.Entry entry : entries) {
            messages.append(report(entry, Chunks.message(entry.chunk(), dialect)));
        }
        return messages.toString();
    }

    private static String report(Messages.Entry entry, String message) {
        return Messages.escape(entry.chunk()) + "\n  " + message + "\n";
    }
}
