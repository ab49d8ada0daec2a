package io.buildout4j.recipes.logrotate;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes one entry for logrotate: which files to rotate, and how. */
final class LogrotateEntryRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "writes an entry for logrotate", "slapos.cookbook:logrotate.d")
            .withRequired("logrotate-entries", OptionType.PATH, "the directory to write into")
            .withRequired("name", OptionType.TEXT, "the name of the entry's file")
            .withRequired("log", OptionType.WORDS, "the files to rotate, as logrotate's configuration names them")
            .withOptional("backup", OptionType.PATH, "the directory for rotated files", "beside the files")
            .withOptional("pre", OptionType.CODE, "shell commands to run before the rotation")
            .withOptional("post", OptionType.CODE, "shell commands to run after the rotation")
            .withOptional("frequency", OptionType.TEXT, "hourly, daily, weekly, monthly or yearly", "daily")
            .withOptional("rotate-num", OptionType.NUMBER, "how many rotated files to keep", "3650")
            .withOptional("notifempty", OptionType.TRUTH, "whether to leave empty files alone", "true")
            .withOptional("create", OptionType.TRUTH, "whether to make a new empty file after the rotation", "true")
            .withOptional("compress", OptionType.TRUTH, "whether to compress rotated files", "true")
            .withOptional(
                    "delaycompress", OptionType.TRUTH, "whether to leave the newest rotated file uncompressed", "true")
            .withOptional(
                    "copytruncate",
                    OptionType.TRUTH,
                    "whether to copy and empty the file instead of renaming it",
                    "false");

    private static final Set<String> FREQUENCIES = Set.of("hourly", "daily", "weekly", "monthly", "yearly");
    /** A slip of a well-known tutorial. */
    private static final String MISSPELT = "rotatep-num";

    private final Part part;
    private final OutputFile entry;
    private final Optional<Path> backup;

    LogrotateEntryRecipe(Part part) {
        this.part = part;
        Path directory =
                part.directory().resolve(part.required("logrotate-entries").asPath());
        Value name = part.required("name");
        if (name.asPath().getNameCount() != 1 || name.asPath().isAbsolute()) {
            throw name.reject("is not the name of a file");
        }
        backup = part.optional("backup")
                .filter(value -> !value.text().isBlank())
                .map(value -> part.directory().resolve(value.asPath()));
        String text = part.required("log").text() + " {\n" + String.join("\n", directives()) + "\n}\n";
        entry = new OutputFile(directory.resolve(name.asPath()), text, FileMode.PRIVATE);
    }

    @Override
    public void install(Installation installation) throws IOException {
        if (backup.isPresent()) {
            installation.directory(backup.get());
        }
        entry.write(installation);
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }

    private List<String> directives() {
        List<String> lines = new ArrayList<>();
        lines.add(frequency());
        lines.add("dateext");
        lines.add("rotate " + count());
        lines.add(is("compress", true) ? "compress" : "nocompress");
        lines.add(is("delaycompress", true) ? "delaycompress" : "nodelaycompress");
        lines.add(is("notifempty", true) ? "notifempty" : "ifempty");
        lines.add("sharedscripts");
        lines.add(is("create", true) ? "create" : "nocreate");
        if (is("copytruncate", false)) {
            lines.add("copytruncate");
        }
        backup.ifPresent(directory -> lines.add("olddir " + directory));
        part.optional("post").ifPresent(script -> lines.add("postrotate\n" + script.text() + "\nendscript"));
        part.optional("pre").ifPresent(script -> lines.add("prerotate\n" + script.text() + "\nendscript"));
        return lines;
    }

    private String frequency() {
        Optional<Value> frequency = part.optional("frequency");
        String word = frequency.map(value -> value.text().strip()).orElse("daily");
        if (!FREQUENCIES.contains(word)) {
            throw part.reject("frequency", "is '" + word + "', and not one of hourly, daily, weekly, monthly, yearly");
        }
        return word;
    }

    private int count() {
        Optional<Value> misspelt = part.optional(MISSPELT);
        if (misspelt.isPresent()) {
            part.warn(MISSPELT, "is taken for rotate-num (did you mean rotate-num?)");
        }
        Optional<Value> number = part.optional("rotate-num").or(() -> misspelt);
        int count = number.map(Value::asInt).orElse(3650);
        if (count < -1) {
            throw number.orElseThrow().reject("is not a number of files to keep");
        }
        return count;
    }

    private boolean is(String option, boolean standard) {
        return part.optional(option).map(Value::asBoolean).orElse(standard);
    }
}
