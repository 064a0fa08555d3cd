package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Lease;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import luafcgid.lua.StateContext.Registration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What a library wants done when a request ends. */
final class RequestEndTest {
    @TempDir
    Path folder;

    private final List<String> ended = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Path script;

    @BeforeEach
    void write() throws Exception {
        script = folder.toRealPath().resolve("a.lua");
    }

    private void serve(Site site) {
        site.extension((state, module) -> library(state), "m");
    }

    private LuaTable library(StateContext state) {
        LuaTable table = new LuaTable();
        LibraryFunction.define(table, "atEnd", arguments -> register(state, arguments.checkjstring(1)));
        LibraryFunction.define(table, "notAtEnd", arguments -> {
            Registration registration = state.onRequestEnd(() -> ended.add("never"));
            registration.close();
            return LuaValue.NONE;
        });
        return table;
    }

    private LuaValue register(StateContext state, String name) {
        state.onRequestEnd(() -> {
            ended.add(name);
            threads.add(Thread.currentThread());
            if (name.equals("fails")) {
                throw new IllegalStateException(name);
            }
            if (name.equals("adds")) {
                state.onRequestEnd(() -> ended.add("added"));
            }
        });
        return LuaValue.NIL;
    }

    @Test
    void actionsRunOnceInReverseOrderWhenTheRequestEnds() throws Exception {
        try (Site site = new Site(folder)) {
            serve(site);
            site.write("a.lua", "local m = require 'm'\nfunction main() m.atEnd('1'); m.notAtEnd(); m.atEnd('2') end");
            try (Lease lease = site.claim(script)) {
                Site.call(lease);
                assertEquals(List.of(), ended);
            }
            assertEquals(List.of("2", "1"), ended);
            assertSame(Thread.currentThread(), threads.get(0));
            site.claim(script).close();
            assertEquals(List.of("2", "1"), ended);
        }
    }

    @Test
    void loadingIsARequestAndTheActionThatFailsKeepsNoOtherFromRunning() throws Exception {
        try (Site site = new Site(folder)) {
            serve(site);
            site.write("a.lua", "local m = require 'm'; m.atEnd('1'); m.atEnd('fails'); m.atEnd('adds')");
            try (Lease lease = site.claim(script)) {
                assertEquals(List.of("adds", "added", "fails", "1"), ended);
            }
        }
    }
}
