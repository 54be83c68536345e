package app.inboundflow.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param url without a slash at its end
 * @param otherKey of another organization; empty for none
 * @param openapi the contract; empty for the one of this build
 * @param report a directory
 */
record Options(String url, String key, String otherKey, String openapi, String report, boolean write, boolean help) {
    static final String HELP = """
            inboundflow check URL --key KEY

            Holds a deployment against openapi.yaml: the form of every answer, and what the answers mean together.
            It reads at the deployment's own rate limit, and changes nothing.

              --key KEY        the API key to use, with all scopes that are to be checked; or INBOUNDFLOW_API_KEY
              --other-key KEY  a key of another organization, to check that neither sees the other's data
              --write          also create contacts, with phone numbers that begin with +999
              --openapi FILE   hold it against another contract than the one of this build
              --report DIR     where report.html and junit.xml go; inboundflow-check unless given

            Exit code: 0 all as documented, 1 something is not, 2 it could not run or not all of it.
            """;

    static Options parse(List<String> arguments, Map<String, String> environment) {
        var values = new HashMap<String, String>();
        values.put("--key", environment.getOrDefault("INBOUNDFLOW_API_KEY", ""));
        for (var i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            switch (argument) {
                case "--write", "--help", "-h" -> values.put(argument, "");
                case "--key", "--other-key", "--openapi", "--report" -> {
                    if (i + 1 == arguments.size()) {
                        throw new CouldNotRun(argument + " needs a value.\n\n" + HELP);
                    }
                    values.put(argument, arguments.get(++i));
                }
                default -> {
                    if (argument.startsWith("-") || values.put("URL", argument) != null) {
                        throw new CouldNotRun("Not understood: " + argument + "\n\n" + HELP);
                    }
                }
            }
        }
        var options = new Options(
                values.getOrDefault("URL", "").replaceFirst("/+$", ""),
                values.get("--key"),
                values.getOrDefault("--other-key", ""),
                values.getOrDefault("--openapi", ""),
                values.getOrDefault("--report", "inboundflow-check"),
                values.containsKey("--write"),
                values.containsKey("--help") || values.containsKey("-h"));
        if (!options.help()) {
            options.require();
        }
        return options;
    }

    private void require() {
        if (!url.matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw new CouldNotRun("Name the deployment to check, such as https://api.example.com.\n\n" + HELP);
        }
        if (key.isBlank()) {
            throw new CouldNotRun("Give an API key with --key or INBOUNDFLOW_API_KEY.\n\n" + HELP);
        }
        if (!openapi.isEmpty() && !Files.isReadable(Path.of(openapi))) {
            throw new CouldNotRun("There is no file " + openapi + ".");
        }
    }
}
