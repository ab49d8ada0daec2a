package io.buildout4j.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state file both ways with zc.buildout itself: its writer and its reader, run by the Python it is installed for. */
class StateBesideOriginalTest {

    // As packaged by Debian the original wants a module that newer Pythons lack.
    private static final String PRELUDE = """
            import sys, types, json
            from collections.abc import MutableMapping
            shim = types.ModuleType('UserDict'); shim.DictMixin = MutableMapping; sys.modules['UserDict'] = shim
            import zc.buildout.buildout as b
            """;

    private static final Map<String, String> OPTIONS = options();

    @TempDir
    Path directory;

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("recipe", "a.recipe:entry");
        options.put("block", "hello\n  world\n\n\nend");
        options.put("outer", "  both ends  ");
        options.put("feeds", "\n\na\n\n");
        options.put("only", " \n ");
        options.put("form", "x\f\n\u000By");
        options.put("inner", "a   b\tc");
        options.put("comment", "a\n# no comment\n; nor this\n[no section]\nb = c");
        options.put("unicode", "Grüße 😀");
        options.put("percent", "100%(x)s");
        options.put("empty", "");
        return options;
    }

    @BeforeEach
    void theOriginalIsInstalled() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3"))
                        && python("print('there')").equals("there\n"),
                "zc.buildout is not installed (python3-zc.buildout)");
    }

    @Test
    void theOriginalWritesTheSameBytes() throws Exception {
        InstalledPart part = new InstalledPart("p", OPTIONS, List.of("bin/x", "parts/p"), "sig-1 dep-2");
        String ours = new State(Map.of("installed_develop_eggs", ""), Map.of("p", part)).text();
        Map<String, String> all = new LinkedHashMap<>(OPTIONS);
        all.put("__buildout_installed__", "bin/x\nparts/p");
        all.put("__buildout_signature__", "sig-1 dep-2");

        String theirs = python("b._save_options('buildout', {'installed_develop_eggs': '', 'parts': 'p'}, sys.stdout)\n"
                + "print()\nb._save_options('p', " + literal(all) + ", sys.stdout)");

        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void theOriginalReadsWhatIsWrittenHere() throws Exception {
        InstalledPart part = new InstalledPart("p", OPTIONS, List.of("bin/x"), "sig");
        Path file = Files.writeString(directory.resolve("state"), new State(Map.of(), Map.of("p", part)).text());

        String same = python("class B(dict):\n  Options = lambda self, b, s, o: o\n"
                + "f = B(buildout={'installed': '" + file + "'})\n"
                + "read, there = b.Buildout._read_installed_part_options(f)\n"
                + "p = read['p']; print(p.pop('__buildout_installed__'), p.pop('__buildout_signature__'), p == "
                + literal(OPTIONS) + ", read['buildout']['parts'])");

        assertThat(same).isEqualTo("bin/x sig True p\n");
    }

    @Test
    void whatTheOriginalWroteIsReadHere() throws Exception {
        Map<String, String> all = new LinkedHashMap<>(OPTIONS);
        all.put("__buildout_installed__", "/tmp/x\nparts/p");
        all.put("__buildout_signature__", "sig");

        State state = State.parse(python("b._save_options('buildout', {'parts': 'p'}, sys.stdout)\nprint()\n"
                + "b._save_options('p', " + literal(all) + ", sys.stdout)\n"
                + "print('\\n[buildout]\\nparts = p')"));

        assertThat(state.parts().get("p"))
                .isEqualTo(new InstalledPart("p", OPTIONS, List.of("/tmp/x", "parts/p"), "sig"));
    }

    private static String literal(Map<String, String> options) {
        StringBuilder text = new StringBuilder("{");
        options.forEach((name, value) -> text.append("'")
                .append(name)
                .append("': ")
                .append(literal(value))
                .append(", "));
        return text.append("}").toString();
    }

    private static String literal(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(c -> text.append(String.format("\\U%08x", c)));
        return text.append("\"").toString();
    }

    private String python(String script) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("/usr/bin/python3", "-X", "utf8", "-W", "ignore", "-c", PRELUDE + script);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
