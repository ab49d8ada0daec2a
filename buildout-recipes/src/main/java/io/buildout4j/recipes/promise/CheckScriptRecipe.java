package io.buildout4j.recipes.promise;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.shell.ShellWords;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes promises of the old kind: executables that end with exit status 0 if all is well. */
final class CheckScriptRecipe implements Recipe {

    static final RecipeDescription PORT = RecipeDescription.of(
                    "writes a script that checks that somebody listens on a port",
                    "slapos.cookbook:check_port_listening")
            .withRequired("path", OptionType.PATH, "the script to write")
            .withRequired("hostname", OptionType.TEXT, "the host")
            .withRequired("port", OptionType.TEXT, "the port");

    static final RecipeDescription URL = RecipeDescription.of(
                    "writes a script that checks that a page can be fetched", "slapos.cookbook:check_url_available")
            .withRequired("path", OptionType.PATH, "the script to write")
            .withRequired("url", OptionType.TEXT, "the page")
            .withOptional("curl_path", OptionType.PATH, "the program that fetches it", "curl")
            .withOptional("dash_path", OptionType.PATH, "the shell that runs the script", "/bin/sh")
            .withOptional("http_code", OptionType.NUMBER, "the wanted answer", "200")
            .withOptional("check-secure", OptionType.TRUTH, "1 if an answer 401 is fine too", "0")
            .withOptional(
                    "timeout-file-path",
                    OptionType.PATH,
                    "a file with the seconds to wait",
                    "etc/promise_timeout, else 20")
            .withOptional("ca-cert-file", OptionType.PATH, "with cert-file and key-file, who is trusted and who asks")
            .withOptional("cert-file", OptionType.PATH, "see ca-cert-file")
            .withOptional("key-file", OptionType.PATH, "see ca-cert-file");

    static final RecipeDescription PARAMETER = RecipeDescription.of(
                    "writes a script that checks a value of the profile", "slapos.cookbook:check_parameter")
            .withRequired("path", OptionType.PATH, "the script to write")
            .withRequired("value", OptionType.TEXT, "the value")
            .withOptional("expected-value", OptionType.TEXT, "what it must be")
            .withOptional("expected-not-value", OptionType.TEXT, "what it must not be")
            .withOptional("expected-type", OptionType.TEXT, "ipv4 or ipv6");

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    private final OutputFile script;

    private CheckScriptRecipe(Part part, String text) {
        script = new OutputFile(part.path("path"), text, FileMode.PRIVATE_EXECUTABLE);
    }

    /** The shell alone cannot connect, so whatever of bash, nc and Python is there does. */
    static CheckScriptRecipe port(Part part) {
        String text = """
                #!/bin/sh
                host=%s
                port=%s
                if command -v bash >/dev/null 2>&1; then
                \ttimeout 10 bash -c ': < "/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null
                elif command -v nc >/dev/null 2>&1; then
                \tnc -z -w 10 "$host" "$port" 2>/dev/null
                else
                \tpython3 -c 'import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 10)' \\
                \t\t"$host" "$port" 2>/dev/null
                fi || { echo "$host on $port isn't listening" >&2; exit 127; }
                """.formatted(quoted(part, "hostname"), quoted(part, "port"));
        return new CheckScriptRecipe(part, text);
    }

    static CheckScriptRecipe url(Part part) {
        String timeout = part.optional("timeout-file-path")
                .map(Value::text)
                .orElse(part.directory().resolve("etc/promise_timeout").toString());
        String ca = optional(part, "ca-cert-file", "");
        String cert = optional(part, "cert-file", "");
        String key = optional(part, "key-file", "");
        String credentials = ca.isEmpty() || cert.isEmpty() || key.isEmpty()
                ? ""
                : " --cacert " + ShellWords.quote(ca) + " --cert " + ShellWords.quote(cert) + " --key "
                        + ShellWords.quote(key);
        boolean secured = part.optional("check-secure")
                .filter(CheckScriptRecipe::says)
                .map(Value::asBoolean)
                .orElse(false);
        int wanted = part.optional("http_code")
                .filter(CheckScriptRecipe::says)
                .map(Value::asInt)
                .orElse(200);
        String text = """
                #!%s
                url=%s
                wanted=%d
                seconds=$(cat %s 2>/dev/null)
                case $seconds in ''|*[!0-9]*) seconds=20 ;; esac
                code=$(%s -g -k -sL -w '%%{http_code}' --max-time "$seconds" -o /dev/null%s "$url")
                case $? in
                \t3) echo "URL malformed: $url." >&2; exit 1 ;;
                esac
                case $code in
                \t''|000) echo "$url is not available (server not reachable)." >&2; exit 1 ;;
                \t"$wanted") exit 0 ;;
                %sesac
                echo "$url is not available (returned $code, expected $wanted)." >&2
                exit 2
                """.formatted(
                        optional(part, "dash_path", "/bin/sh"),
                        quoted(part, "url"),
                        wanted,
                        ShellWords.quote(timeout),
                        ShellWords.quote(optional(part, "curl_path", "curl")),
                        credentials,
                        secured ? "\t401) echo \"$url is protected (returned $code).\" >&2; exit 0 ;;\n" : "");
        return new CheckScriptRecipe(part, text);
    }

    private static boolean says(Value value) {
        return !value.text().isBlank();
    }

    /** All that can be known is known now; the script only repeats the verdict. */
    static CheckScriptRecipe parameter(Part part) {
        String value = part.required("value").text();
        String expected = optional(part, "expected-value", "");
        String unexpected = optional(part, "expected-not-value", "");
        String type = optional(part, "expected-type", "");
        Optional<String> failure = Optional.empty();
        switch (type) {
            case "ipv4" -> failure = unless(IPV4.matcher(value).matches(), value + " is not an IPv4 address");
            case "ipv6" -> failure = unless(IPV6.matcher(value).matches(), value + " is not an IPv6 address");
            default -> {
                if (!expected.isEmpty() && !value.equals(expected)) {
                    failure = Optional.of("FAIL: " + value + " != " + expected);
                } else if (!unexpected.isEmpty() && value.equals(unexpected)) {
                    failure = Optional.of("FAIL: " + value + " == " + unexpected);
                }
            }
        }
        String verdict = failure.map(text -> "printf '%s\\n' " + ShellWords.quote(text) + "\nexit 127\n")
                .orElse("exit 0\n");
        return new CheckScriptRecipe(part, "#!/bin/sh\n" + verdict);
    }

    private static Optional<String> unless(boolean fine, String failure) {
        return fine ? Optional.empty() : Optional.of(failure);
    }

    private static String quoted(Part part, String option) {
        return ShellWords.quote(part.required(option).text().strip());
    }

    private static String optional(Part part, String option, String standard) {
        return part.optional(option).map(value -> value.text().strip()).orElse(standard);
    }

    @Override
    public void install(Installation installation) throws IOException {
        script.write(installation);
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }
}
