package luafcgid.ext.web;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class EpollConnectionTest extends ConnectionTest {
    @Override
    Loops loops() {
        return Loops.epoll();
    }
}
