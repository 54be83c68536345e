package app.inboundflow.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says before it touches a database. */
class CommandLineTest {
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> everyCommand() {
        return commands("", InboundFlow.commandLine());
    }

    private static Stream<String> commands(String path, CommandLine command) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .flatMap(sub -> commands((path + " " + sub.getKey()).strip(), sub.getValue())));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").strip())).isZero();
        assertThat(out.toString()).startsWith(("Usage: inboundflow " + command).strip());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpListsTheEnvironmentVariables() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(Arrays.stream(Setting.values())
                        .map(setting -> "  " + setting)
                        .toList());
    }

    @Test
    void aMisspeltCommandIsToldTheOneThatIsMeant() {
        assertThat(run("serv")).isEqualTo(2);
        assertThat(err.toString()).contains("serv").contains("inboundflow serve");
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandRefusesWhatItDoesNotKnow(String command) {
        assertThat(run((command + " --nonsense").strip())).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: inboundflow");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --scopes calls:write           | There is no scope "calls:write"; these are: calls:read, contacts:read, contacts:write, leads:read, appointments:read.
                    --expires-in soon              | --expires-in must be a period such as 90d, 12h, 30m or 45s.
                    --expires-in 0d                | --expires-in must be a period such as 90d, 12h, 30m or 45s.
                    --requests-per-minute 0        | --requests-per-minute must be 1 to 1000000.
                    --requests-per-minute 1000001  | --requests-per-minute must be 1 to 1000000.
                    """)
    void keysCreateRefusesABadOptionInOneLine(String options, String message) {
        assertThat(run("keys create --organization " + NOBODY + " " + options)).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void namesThatATerminalWouldObeyAreRefusedAndThoseThatAreThereAreShown() {
        assertThat(InboundFlow.commandLine()
                        .setErr(new PrintWriter(err))
                        .execute("organizations", "create", "--plan", "Free", "--name", "Dave\u001b[2J"))
                .isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("--name must not have control characters, such as line ends.");

        var table = new Table("ID", "NAME");
        table.row("1", "Dave\u001b[2J\r\n2   Mallory\u009b\u202e\u2028");
        table.row("3", "Zoë 👩\u200d🔧");
        table.print(new PrintWriter(out, true));
        assertThat(out.toString().lines().map(String::strip))
                .containsExactly(
                        "ID  NAME",
                        "1   Dave\\u001b[2J\\u000d\\u000a2   Mallory\\u009b\\u202e\\u2028",
                        "3   Zoë 👩\u200d🔧");
    }

    @Test
    void serveRefusesAPortThatIsNone() {
        assertThat(run("serve --port 70000")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("--port must be 0 to 65535.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -                          | Say with --resource what standard input holds: contacts, calls, leads, appointments.
                    --resource calls - -       | Standard input can be read once; give - once.
                    --resource faxes -         | There is no resource "faxes"; these are: contacts, calls, leads, appointments.
                    calls.ndjson               | There is no file calls.ndjson; check its name.
                    src                        | src is not a file that you may read; name the files, not their directory.
                    pom.xml                    | The name of pom.xml does not say what it holds, as that of calls.ndjson does; say it with --resource: contacts, calls, leads, appointments.
                    """)
    void importRefusesWhatItCannotReadInOneLine(String files, String message) {
        assertThat(run("import --organization " + NOBODY + " " + files)).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo(message);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4155551234", "+1415555abcd", "+0155551234", "+44(0)2079460958", "+1234567890123456"})
    void eraseRefusesWhatIsNoPhoneNumberInOneLine(String phone) {
        assertThat(run("erase --organization " + NOBODY + " --phone " + phone)).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("--phone must be a phone number in E.164 form, such as +14155551234.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"365", "0d", "36501d", "12h", "never"})
    void organizationsSetRefusesWhatIsNoNumberOfDaysInOneLine(String retention) {
        assertThat(run("organizations set --organization " + NOBODY + " --retention " + retention))
                .isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("--retention must be 1d to 36500d, such as 365d, or none.");
    }

    @Test
    void exportAndImportOfAllRefuseWhatIsNoBackupInOneLine() {
        assertThat(run("export --all src")).isEqualTo(1);
        assertThat(run("import --all src")).isEqualTo(1);
        assertThat(run("import --all nowhere")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("""
                src exists; name a directory that is still to be made.
                src holds no organization; name the directory that export --all made.
                Cannot read nowhere; name the directory that export --all made.
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "import --organization " + NOBODY + ", Name the files to import.",
        "import --all src calls.ndjson, '--all takes no files, no --resource and no --check.'",
        "import --all src --organization " + NOBODY + ", are mutually exclusive",
        "export --organization " + NOBODY + ", Missing required argument(s): --resource=RESOURCE"
    })
    void importAndExportRefuseOptionsThatDoNotGoTogether(String command, String message) {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void exportRefusesAnUnknownResourceInOneLine() {
        assertThat(run("export --resource faxes --organization " + NOBODY)).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("There is no resource \"faxes\"; these are: contacts, calls, leads, appointments.");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String command) {
        var arguments = command.isEmpty() ? new String[0] : command.split(" ");
        return InboundFlow.commandLine(arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
