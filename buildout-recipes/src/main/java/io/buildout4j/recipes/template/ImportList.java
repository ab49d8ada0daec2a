package io.buildout4j.recipes.template;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The further templates that a template may include or import: {@code import-list}. */
final class ImportList {

    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, Path> folders = new LinkedHashMap<>();
    private final String delimiter;

    private ImportList(String delimiter) {
        this.delimiter = delimiter;
    }

    /**
     * Reads the option. {@code file} and {@code folder} name an option {@code section:option} that holds the place,
     * {@code rawfile} and {@code rawfolder} the place itself.
     */
    static ImportList of(Part part) {
        ImportList list = new ImportList(part.optional("import-delimiter")
                .map(Value::text)
                .filter(text -> !text.isEmpty())
                .orElse("/"));
        part.optional("import-list").ifPresent(lines -> lines.asLines().forEach(line -> list.add(part, line)));
        return list;
    }

    private void add(Part part, String line) {
        String[] words = line.split("\\s+", 3);
        if (words.length < 3) {
            throw part.reject("import-list", "has the line '" + line + "', which is not of the form 'type name place'");
        }
        if (files.containsKey(words[1]) || folders.containsKey(words[1])) {
            throw part.reject("import-list", "is wrong: Duplicate import-list entry '" + words[1] + "'");
        }
        switch (words[0]) {
            case "rawfile" -> files.put(words[1], part.directory().resolve(words[2].strip()));
            case "rawfolder" -> folders.put(words[1], part.directory().resolve(words[2].strip()));
            case "file" -> files.put(words[1], named(part, line, words[2].strip()));
            case "folder" -> folders.put(words[1], named(part, line, words[2].strip()));
            default ->
                throw part.reject(
                        "import-list",
                        "has the line '" + line + "' of unknown type '" + words[0]
                                + "'; there are file, rawfile, folder and rawfolder");
        }
    }

    private static Path named(Part part, String line, String reference) {
        int colon = reference.indexOf(':');
        if (colon < 0) {
            throw part.reject(
                    "import-list",
                    "has the line '" + line + "', whose '" + reference + "' is not of the form section:option");
        }
        String section = reference.substring(0, colon);
        String option = reference.substring(colon + 1);
        if (section.isEmpty() || section.equals(part.name())) {
            return part.path(option);
        }
        Value value = part.section(section).get(option);
        if (value == null) {
            throw part.reject(
                    "import-list",
                    "has the line '" + line + "', but section [" + section + "] has no option '" + option + "'");
        }
        return part.placed(value);
    }

    /** The text of the template of that name, if there is one. */
    Optional<String> find(String name, Charset encoding) {
        Path file = files.get(name);
        if (file != null) {
            return Optional.of(TemplateSource.text(name, file, encoding));
        }
        Matcher divided = Pattern.compile("^(.*?)" + Pattern.quote(delimiter) + "(.+)$", Pattern.DOTALL)
                .matcher(name);
        Path folder = divided.matches() ? folders.get(divided.group(1)) : null;
        if (folder == null) {
            return Optional.empty();
        }
        Path inside = folder.resolve(divided.group(2).replace(delimiter, "/")).normalize();
        return inside.startsWith(folder.normalize()) && Files.isRegularFile(inside)
                ? Optional.of(TemplateSource.text(name, inside, encoding))
                : Optional.empty();
    }
}
