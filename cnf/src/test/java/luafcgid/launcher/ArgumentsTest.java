package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {
    @Test
    void nothingTypedAsksForHelp() throws Failure {
        assertEquals(Command.HELP, Arguments.parse(List.of()).command());
    }

    @Test
    void optionsStandBeforeOrAfterTheCommandWithEitherSpelling() throws Failure {
        Arguments arguments = Arguments.parse(
                List.of("--http=off", "run", "--listen", ":9000", "site", "--listen=/run/lua.sock", "--var", "v"));
        assertEquals(Command.RUN, arguments.command());
        assertEquals(Optional.of("site"), arguments.operand());
        assertEquals(List.of(":9000", "/run/lua.sock"), arguments.all(Option.LISTEN));
        assertEquals(Optional.of("off"), arguments.one(Option.HTTP));
        assertEquals(Optional.of("v"), arguments.one(Option.VAR));
    }

    @Test
    void aFlagTakesNoValueFromWhatFollows() throws Failure {
        Arguments arguments = Arguments.parse(List.of("config", "--force", "--import", "config.lua"));
        assertEquals(1, arguments.all(Option.FORCE).size());
        assertEquals(Optional.of("config.lua"), arguments.one(Option.IMPORT));
    }

    @Test
    void shortOptionsAreTheLongOnes() throws Failure {
        Arguments arguments = Arguments.parse(List.of("get", "-d", "x=1", "-p", "A=1", "--param=B=2", "-p=C", "/a"));
        assertEquals(Optional.of("x=1"), arguments.one(Option.BODY));
        assertEquals(List.of("A=1", "B=2", "C"), arguments.all(Option.PARAM));
    }

    @Test
    void whatFollowsShellIsTheDaemonsOptionsIncluded() throws Failure {
        Arguments arguments = Arguments.parse(List.of("shell", "--var", "v", "lb", "-s", "--listen"));
        assertEquals(List.of("lb", "-s", "--listen"), arguments.operands());
        assertEquals(Optional.of("v"), arguments.one(Option.VAR));
    }

    @Test
    void afterTwoHyphensNothingIsAnOption() throws Failure {
        assertEquals(
                Optional.of("--odd"),
                Arguments.parse(List.of("run", "--", "--odd")).operand());
    }

    @Test
    void helpIsGivenWhereverItIsAskedFor() throws Failure {
        assertEquals(Command.HELP, Arguments.parse(List.of("run", "--help")).command());
        assertEquals(Command.VERSION, Arguments.parse(List.of("--version")).command());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            rnu                     | unknown command 'rnu'; did you mean 'run'?
            frobnicate              | unknown command 'frobnicate'; see: luafcgid help
            run --lisen :90         | unknown option '--lisen'; did you mean '--listen'?
            run --verbose           | unknown option '--verbose'; see: luafcgid help
            run -x                  | unknown option '-x'; see: luafcgid help
            run --http              | --http needs a value: --http ADDR; see: luafcgid help
            run a b                 | run: one too many: 'b'; see: luafcgid help
            stop now                | stop: one too many: 'now'; see: luafcgid help
            get                     | get needs PATH; see: luafcgid help
            status --http off       | status does not take --http; see: luafcgid help
            get --listen :9000 /a   | get does not take --listen; see: luafcgid help
            run -d x                | run does not take --body; see: luafcgid help
            get /a --data           | --data needs a value: --data FILE; see: luafcgid help
            get /a -d x --body y    | --body is given twice; see: luafcgid help
            run --force             | run does not take --force; see: luafcgid help
            config --force=yes      | --force takes no value; see: luafcgid help
            config --import         | --import needs a value: --import FILE; see: luafcgid help
            config --config x       | config does not take --config; see: luafcgid help
            run --var a --var b     | --var is given twice; see: luafcgid help
            """)
    void aWrongCommandLineIsExplainedInOneLine(String typed, String line) {
        Failure failure = assertThrows(Failure.class, () -> Arguments.parse(List.of(typed.split(" ", -1))));
        assertEquals("luafcgid: " + line, failure.line());
        assertEquals(Exit.USAGE, failure.status());
    }

    @Test
    void whatWasTypedCannotForgeALine() {
        Failure failure = assertThrows(Failure.class, () -> Arguments.parse(List.of("a\nluafcgid: b\u001b[2J")));
        assertEquals("luafcgid: unknown command 'a\\x0aluafcgid: b\\x1b[2J'; see: luafcgid help", failure.line());
    }
}
