package luafcgid.test;

import java.io.IOException;

/** Scripts that several tests use. */
public final class Scripts {
    static final String HELLO =
            """
            function main(env, con)
              con:puts("Hello World")
            end
            """;

    static final String ENV =
            """
            function main(env, con)
              con:header("Content-Type", "text/plain")
              local names = {}
              for name in pairs(env) do names[#names + 1] = name end
              table.sort(names)
              for _, name in ipairs(names) do con:puts(name .. "=" .. env[name] .. "\\n") end
            end
            """;

    static final String ECHO =
            """
            function main(env, con)
              con:header("Content-Type", "application/octet-stream")
              con:puts(con:gets() or "")
            end
            """;

    /** Twenty million bytes whose places can be told from each other. */
    static final String BIG =
            """
            function main(env, con)
              con:header("Content-Type", "text/plain")
              for i = 0, 1999 do
                local head = ("%08d"):format(i)
                con:puts(head .. ("x"):rep(9991) .. "\\n")
              end
            end
            """;

    static final int BIG_BLOCKS = 2000;
    static final int BIG_BLOCK = 10_000;

    /** Says what its state is and how often it was asked. */
    static final String COUNTER =
            """
            local count = 0
            local id = tostring({})
            function main(env, con)
              count = count + 1
              con:puts(id .. " " .. count)
            end
            """;

    private Scripts() {}

    public static Folder site() throws IOException {
        Folder site = Folder.create();
        site.write("hello.lua", HELLO);
        site.write("env.lua", ENV);
        site.write("echo.lua", ECHO);
        site.write("big.lua", BIG);
        site.write("counter.lua", COUNTER);
        site.write("syntax.lua", "function main(env, con)\n  con:puts(\nend\n");
        site.write("runtime.lua", "function main(env, con)\n  local t = nil\n  con:puts(t.x)\nend\n");
        site.write("plain.txt", "not a script");
        return site;
    }

    /** True when it is the whole of what {@link #BIG} puts, in order. */
    static boolean isBig(String body) {
        if (body.length() != BIG_BLOCKS * BIG_BLOCK) {
            return false;
        }
        for (int i = 0; i < BIG_BLOCKS; i++) {
            if (!body.startsWith("%08dx".formatted(i), i * BIG_BLOCK)) {
                return false;
            }
        }
        return true;
    }
}
