package luafcgid.daemon.convention.cgi;

import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.osgi.service.component.annotations.Component;

/** Runs the script's body for each request: {@code os.getenv}, {@code io.read} and {@code print} are what they are to a program of CGI. */
@Component(property = Convention.NAME + "=cgi")
public final class CgiConvention implements Convention {
    private static final Profile PROFILE = new Profile() {
        @Override
        public String name() {
            return "cgi";
        }

        @Override
        public void prepare(State state) {
            CgiState.prepare(state);
        }
    };

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void respond(Exchange exchange) throws ScriptException {
        CgiState cgi = CgiState.of(exchange.state());
        CgiOutput output = cgi.begin(exchange);
        cgi.run();
        output.finish();
    }
}
