package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.test.Answer;
import luafcgid.test.Edit;
import luafcgid.test.Http;
import luafcgid.test.Load;
import luafcgid.test.Poll;
import luafcgid.test.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many clients, and what changes under them. */
interface ChangeContract extends Subject {
    int CLIENTS = 6;

    @ParameterizedTest
    @MethodSource("ways")
    default void keptConnectionsStayAndOthersEnd(Way way) throws Exception {
        Http.get(stage().uri(way, "/hello.lua"));
        long kept = way.kept() ? stage().connections(way) : 0;
        assertEquals(way.kept(), kept > 0);
        for (int i = 0; i < 20; i++) {
            Http.get(stage().uri(way, "/hello.lua"));
        }
        Poll.until("not more connections than before", () -> stage().connections(way) <= kept);
        assertEquals(way.kept(), stage().connections(way) > 0);
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void bodiesOfManyClientsComeBack(Way way) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String body = ("client " + client + ", ").repeat(100_000 + client);
                ends.add(clients.submit(() -> {
                    for (int i = 0; i < 2; i++) {
                        HttpResponse<String> response = Http.post(stage().uri(way, "/echo.lua"), "text/plain", body);
                        Texts.assertSame(body, response.body());
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void editingUnderLoadLosesNoRequestAndMixesNoVersions(Way way) throws Exception {
        String name = "edited-over-" + way + ".lua";
        stage().site().write(name, Edit.script("v1"));
        try (Load load = new Load(CLIENTS, () -> () -> get(stage().uri(way, "/" + name)))) {
            load.await(Edit.answer("v1"), 20);
            stage().site().replace(name, Edit.script("v2"));
            load.await(Edit.answer("v2"), 20);
            Edit.assertSwitched(load.end());
        }
    }

    @Test
    default void scriptsThatRunTooLongAreStopped() throws Exception {
        ExecutorService clients = Executors.newCachedThreadPool();
        try (Stage impatient = stage(ways(), "--set", "luafcgid.daemon.Responder:watchdog=4")) {
            List<Future<HttpResponse<String>>> answers = ways().stream()
                    .map(way -> clients.submit(() -> Http.get(impatient.uri(way, "/silent.lua"))))
                    .toList();
            for (Future<HttpResponse<String>> answer : answers) {
                assertEquals(504, answer.get().statusCode());
            }
            for (Way way : ways()) {
                assertEquals(
                        "Hello World",
                        Http.get(impatient.uri(way, "/silent.lua?hello")).body());
            }
            Poll.until("the log line", () -> impatient.daemon().log().contains("longer than the watchdog allows"));
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    default void aDaemonThatComesBackIsFoundAgain() throws Exception {
        for (Way way : ways()) {
            assertEquals(200, Http.get(stage().uri(way, "/hello.lua")).statusCode());
        }
        stage().stopDaemon();
        try {
            for (Way way : ways()) {
                int status = Http.get(stage().uri(way, "/hello.lua")).statusCode();
                assertEquals(5, status / 100, () -> "status " + status + " without a daemon");
            }
        } finally {
            stage().startDaemon();
        }
        for (Way way : ways()) {
            Poll.until(
                    "an answer over " + way,
                    () -> Http.get(stage().uri(way, "/hello.lua")).statusCode() == 200);
            for (int i = 0; i < 20; i++) {
                assertEquals(200, Http.get(stage().uri(way, "/hello.lua")).statusCode());
            }
        }
    }

    private static Answer get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.get(uri);
        return new Answer(response.statusCode(), Map.of(), response.body(), "");
    }
}
