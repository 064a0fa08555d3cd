package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEachJdk
final class StatesTest {
    @Parameter
    Jdk jdk;

    @Test
    void aCounterGoesOnFromRequestToRequest() throws Exception {
        try (Folder site = Scripts.site();
                Daemon daemon = Daemon.of(jdk, site.path()).unswept().start();
                Connection connection = daemon.connect()) {
            // Starting touched nothing yet: what the daemon needs when it is idle.
            System.out.println("idle on " + jdk + ": " + Processes.residentMegabytes(daemon.pid()) + " MB resident; "
                    + daemon.ready());
            String state = connection.get("/counter.lua").body().replaceFirst(" 1$", "");
            for (int i = 2; i <= 100; i++) {
                assertEquals(state + " " + i, connection.get("/counter.lua").body());
            }
        }
    }

    @Test
    void requestsAtOnceGetClones() throws Exception {
        try (Folder site = Folder.create()) {
            site.write(
                    "wait.lua",
                    """
                    local id = tostring({})
                    function main(env, con)
                      con:puts(id)
                      local go = env.SCRIPT_FILENAME:gsub("wait.lua", "go")
                      local sleep = require("luafcgid").sleep
                      while true do
                        local file = io.open(go)
                        if file then file:close() break end
                        sleep(0.01)
                      end
                    end
                    """);
            try (Daemon daemon = Daemon.of(jdk, site.path()).start()) {
                ExecutorService clients = Executors.newFixedThreadPool(4);
                try {
                    List<Future<Answer>> answers = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        answers.add(clients.submit(() -> daemon.get("/wait.lua")));
                    }
                    Poll.until(
                            "four leased states",
                            () -> leased(daemon.command("shell", "luafcgid:states")
                                            .out())
                                    == 4);
                    site.write("go", "");
                    Set<String> ids = new HashSet<>();
                    for (Future<Answer> answer : answers) {
                        ids.add(answer.get().body());
                    }
                    assertEquals(4, ids.size(), ids::toString);
                } finally {
                    clients.shutdownNow();
                }
            }
        }
    }

    @Test
    void memoryThatRequestsNeededGoesBack() throws Exception {
        try (Folder site = Folder.create()) {
            site.write(
                    "much.lua",
                    """
                    function main(env, con)
                      local all = {}
                      for i = 1, 2000000 do all[i] = {i} end
                      con:puts(#all)
                    end
                    """);
            try (Daemon daemon = Daemon.of(jdk, site.path())
                    .with("--set", "luafcgid.daemon.Housekeeping:sweep=1")
                    .start()) {
                long before = Processes.residentMegabytes(daemon.pid());
                assertEquals("2000000", daemon.get("/much.lua").body());
                long most = Processes.mostResidentMegabytes(daemon.pid());
                assertTrue(most > before + 100, before + " MB, then " + most);
                Poll.until(
                        "less than " + (before + 100) + " MB resident",
                        () -> Processes.residentMegabytes(daemon.pid()) < before + 100);
            }
        }
    }

    private static long leased(String states) {
        return states.lines().filter(line -> line.contains("leased")).count();
    }

    @Test
    void aSmallLimitEvictsAndServesOn() throws Exception {
        try (Folder site = Folder.create()) {
            for (int i = 0; i < 12; i++) {
                site.write("s" + i + ".lua", "function main(env, con) con:puts('script " + i + "') end");
            }
            try (Daemon daemon = Daemon.of(jdk, site.path())
                            .with("--set", "luafcgid.lua.Pool:states=4")
                            .start();
                    Connection connection = daemon.connect()) {
                for (int round = 0; round < 5; round++) {
                    for (int i = 0; i < 12; i++) {
                        assertEquals(
                                "script " + i, connection.get("/s" + i + ".lua").body());
                    }
                }
                long states = daemon.command("shell", "luafcgid:states")
                        .out()
                        .lines()
                        .filter(line -> line.endsWith(".lua"))
                        .count();
                assertTrue(states >= 1 && states <= 4, () -> states + " states");
            }
        }
    }
}
