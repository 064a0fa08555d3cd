package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnEachJdk
final class EditTest {
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 200;

    private static Folder site;
    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        site = Folder.create();
        daemon = Daemon.of(jdk, site.path())
                .with("--set", "luafcgid.daemon.Housekeeping:sweep=1")
                .start();
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Daemon b = daemon) {
            // Closed in reverse order.
        }
    }

    @ParameterizedTest
    @EnumSource(Edit.class)
    void editingUnderLoadLosesNoRequestAndMixesNoVersions(Edit edit) throws Exception {
        String name = edit.name().toLowerCase(Locale.ROOT) + (edit == Edit.LINK_TO_THE_FOLDER_SWITCHED ? "" : ".lua");
        edit.prepare(site, name);
        List<List<Load.Shot>> all;
        try (Load load = new Load(daemon, edit.path(name), CONNECTIONS)) {
            load.await(Edit.answer("v1"), REQUESTS);
            edit.make(site, name);
            load.await(Edit.answer("v2"), REQUESTS);
            all = load.end();
        }
        Edit.assertSwitched(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"function main(", "error('refused to load')"})
    void aBrokenEditLeavesTheOldVersionServing(String broken) throws Exception {
        String name = "broken" + broken.length() + ".lua";
        site.write(name, Edit.script("v1"));
        try (Load load = new Load(daemon, "/" + name, CONNECTIONS)) {
            load.await(Edit.answer("v1"), REQUESTS);
            site.write(name, broken);
            Poll.until("the status that tells of it", () -> {
                String status = daemon.command("status").out();
                return status.contains(site.resolve(name) + " serves its previous version: ");
            });
            load.await(Edit.answer("v1"), 2 * REQUESTS);
            site.replace(name, Edit.script("v2"));
            load.await(Edit.answer("v2"), REQUESTS);
            load.end();
        }
        assertTrue(daemon.log().contains(name), "the log tells of it");
        assertTrue(!daemon.command("status").out().contains(name), "the status forgets it when it is mended");
    }

    @Test
    void aBrokenModuleLeavesTheOldVersionServing() throws Exception {
        site.write("part.lua", "return 'v1'");
        site.write("whole.lua", "local v = require('part')\nfunction main(env, con) con:puts(v) end\n");
        try (Load load = new Load(daemon, "/whole.lua", CONNECTIONS)) {
            load.await("v1", REQUESTS);
            site.write("part.lua", "return (");
            Poll.until(
                    "the status that tells of it",
                    () -> daemon.command("status").out().contains("whole.lua serves its previous version: "));
            load.await("v1", 2 * REQUESTS);
            site.write("part.lua", "return 'v2'");
            load.await("v2", REQUESTS);
            load.end();
        }
    }

    @Test
    void inDevelopmentABrokenEditIsShown() throws Exception {
        try (Daemon developing = Daemon.of(jdk, site.path()).developing().start()) {
            site.write("shown.lua", Edit.script("v1"));
            assertEquals(Edit.answer("v1"), developing.get("/shown.lua").body());
            site.write("shown.lua", "function main(env, con)\n  con:puts('<unfinished>'\nend\n");
            Answer shown = developing.get("/shown.lua");
            assertEquals(500, shown.status());
            assertTrue(shown.body().contains("shown.lua:"), shown.body());
            site.write("shown.lua", Edit.script("v2"));
            assertEquals(Edit.answer("v2"), developing.get("/shown.lua").body());
        }
    }

    @Test
    void aDeletedScriptIsNotFoundAndANewOneIsServed() throws Exception {
        site.write("gone.lua", Edit.script("v1"));
        assertEquals(Edit.answer("v1"), daemon.get("/gone.lua").body());
        Files.delete(site.resolve("gone.lua"));
        Poll.until("404", () -> daemon.get("/gone.lua").status() == 404);
        site.write("gone.lua", Edit.script("v2"));
        Poll.until("the new one", () -> daemon.get("/gone.lua").body().equals(Edit.answer("v2")));
    }
}
