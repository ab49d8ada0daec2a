package io.buildout4j.recipes.promise;

import io.buildout4j.recipes.output.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The text of a promise file. It is Python, as SlapOS's launcher loads it, and its second line says the same in JSON, for
 * runners that have no Python.
 *
 * @param part the part that writes it
 * @param module where the class is to be imported from
 * @param file or the file to execute; one of both is there
 * @param promiseClass the class
 * @param parameters of the promise, by name
 * @param paths directories in which to look for the module first
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record PromisePlugin(
        String part,
        Optional<String> module,
        Optional<String> file,
        String promiseClass,
        SortedMap<String, String> parameters,
        List<String> paths) {

    String text() {
        return """
                # Written by Buildout4j for the part %s; do not edit, it is written anew at every run.
                # buildout4j-promise: %s
                import sys
                sys.path[0:0] = %s

                extra_config_dict = %s

                # The launcher that reads this has modules of these names loaded already, from elsewhere.
                for module in list(sys.modules):
                  if 'slapos' in module or 'pkg_resources' in module:
                    del sys.modules[module]

                %s
                """.formatted(
                        part.replace('\n', ' '),
                        json(),
                        PythonText.tuple(paths),
                        PythonText.dictionary(parameters),
                        module.map(this::importing).orElseGet(this::executing));
    }

    private String importing(String name) {
        String as = promiseClass.equals("RunPromise") ? "RunPromise" : promiseClass + " as RunPromise";
        return "from " + name + " import " + as;
    }

    private String executing() {
        String text = """
                def _(path):
                  global _
                  del _
                  with open(path) as f:
                    return compile(f.read(), path, 'exec')
                exec(_(%s))""".formatted(PythonText.string(file.orElse("")));
        return promiseClass.equals("RunPromise") ? text : text + "\n\nRunPromise = " + promiseClass;
    }

    private String json() {
        String source = module.map(name -> "\"module\": " + JsonText.string(name))
                .orElseGet(() -> "\"file\": " + JsonText.string(file.orElse("")));
        String config = JsonText.object(parameters);
        String directories = paths.stream().map(JsonText::string).collect(Collectors.joining(", ", "[", "]"));
        return "{" + source + ", \"class\": " + JsonText.string(promiseClass) + ", \"config\": " + config
                + ", \"paths\": " + directories + "}";
    }
}
