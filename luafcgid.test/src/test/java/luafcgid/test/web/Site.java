package luafcgid.test.web;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import luafcgid.test.Folder;
import luafcgid.test.Scripts;

/** The folder of scripts that the scenarios ask for. Arguments are the query string as it is. */
final class Site {
    /** As many blocks as it is asked for; see {@link Blocks}. */
    private static final String BLOCKS =
            """
            function main(env, con)
              con:header("Content-Type", "application/octet-stream")
              local rest = ("x"):rep(9991) .. "\\n"
              for i = 0, tonumber(env.QUERY_STRING) - 1 do con:puts(("%08d"):format(i), rest) end
            end
            """;

    /** Sends event N of three when the file QUERY_STRING.N is there. */
    private static final String EVENTS =
            """
            local sleep = require("luafcgid").sleep
            function main(env, con)
              con:header("Content-Type", "text/event-stream")
              con:header("X-Accel-Buffering", "no")
              for i = 1, 3 do
                while true do
                  local file = io.open(env.DOCUMENT_ROOT .. "/" .. env.QUERY_STRING .. "." .. i)
                  if file then file:close() break end
                  sleep(0.01)
                end
                con:puts("data: " .. i .. "\\n\\n")
                con:flush()
              end
            end
            """;

    /** Sends without an end, unless it is asked to say hello. */
    private static final String ENDLESS =
            """
            local sleep = require("luafcgid").sleep
            function main(env, con)
              if env.QUERY_STRING == "hello" then con:puts("Hello World") return end
              con:header("X-Accel-Buffering", "no")
              local piece = ("x"):rep(16383) .. "\\n"
              while true do con:puts(piece) con:flush() sleep(0.01) end
            end
            """;

    /** Computes without an end and says nothing, unless it is asked to say hello. */
    private static final String SILENT =
            """
            function main(env, con)
              if env.QUERY_STRING == "hello" then con:puts("Hello World") return end
              while true do end
            end
            """;

    /** Answers with the header lines of its query, separated by "&", and the body that is the last of them. */
    private static final String ANSWER =
            """
            local decode = require("luafcgid").urldecode
            function main(env, con)
              local lines, body = env.QUERY_STRING:match("^(.*)body=(.*)$")
              for line in lines:gmatch("[^&]+") do con:header(decode(line)) end
              con:puts(decode(body))
            end
            """;

    /** Answers with a header of so many bytes. */
    private static final String LARGE =
            """
            function main(env, con)
              con:header("X-Large", ("0123456789"):rep(env.QUERY_STRING / 10))
              con:puts("Hello World")
            end
            """;

    private Site() {}

    static Folder create() throws IOException {
        Folder site = Scripts.site();
        site.write("blocks.lua", BLOCKS);
        site.write("events.lua", EVENTS);
        site.write("endless.lua", ENDLESS);
        site.write("silent.lua", SILENT);
        site.write("answer.lua", ANSWER);
        site.write("large.lua", LARGE);
        site.write("folder.lua/plain.txt", "in a folder that is called like a script");
        Files.createSymbolicLink(site.resolve("outside.lua"), Path.of("/etc/passwd"));
        return site;
    }

    /** Has {@code answer.lua} answer with these header lines and that body. */
    static RawHttp.Reply answer(Stage stage, Way way, List<String> headers, String body) throws IOException {
        StringBuilder query = new StringBuilder();
        headers.forEach(line -> query.append(encode(line)).append('&'));
        query.append("body=").append(encode(body));
        try (RawHttp client = new RawHttp(stage.uri(way, "/answer.lua?" + query))) {
            return client.request("GET").reply();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.ISO_8859_1);
    }
}
