package io.buildout4j.recipes.template;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.template.python.Encodings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code slapos.recipe.template:jinja2}: a file from a Jinja2 template and options of this and other sections. */
final class JinjaRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "Renders a Jinja2 template into a file", "slapos.recipe.template:jinja2")
            .withRequired("output", OptionType.PATH, "the file to write; rendered is its old name")
            .withOptional(
                    "url",
                    OptionType.URL,
                    "the template's file or URL; template is its old name, inline: before it begins a text")
            .withOptional("inline", OptionType.TEXT, "the template itself")
            .withOptional(
                    "md5sum",
                    OptionType.CHECKSUM,
                    "what the template's file must be; sha1sum, sha256sum, sha384sum and sha512sum likewise")
            .withOptional(
                    "context",
                    OptionType.LINES,
                    "lines of type, name and value: raw, key, section, json, jsonkey, import",
                    "configuration from the configuration.* of [instance-parameter] or [slap-configuration]")
            .withOptional("extra-context", OptionType.LINES, "more such lines")
            .withOptional(
                    "import-list",
                    OptionType.LINES,
                    "lines of type, name and place of further templates: file, rawfile, folder, rawfolder")
            .withOptional(
                    "import-delimiter", OptionType.TEXT, "what stands between folder and file in their names", "/")
            .withOptional(
                    "extensions",
                    OptionType.WORDS,
                    "Jinja2 extensions to switch on: jinja2.ext.do, jinja2.ext.loopcontrols")
            .withOptional(
                    "mode",
                    OptionType.MODE,
                    "the file's mode in octal digits",
                    "0666, or 0777 for a script, less the umask")
            .withOptional(
                    "once",
                    OptionType.PATH,
                    "a file that is made after the first rendering, after which there is no other")
            .withOptional(
                    "update",
                    OptionType.TRUTH,
                    "whether to render again in every run",
                    "true unless the template cannot change")
            .withOptional("encoding", OptionType.TEXT, "the encoding of template and file", "utf-8");

    private final Part part;
    private final Path output;
    private final TemplateSource source;
    private final Map<String, Object> context;
    private final ImportList imports;
    private final TemplateRenderer renderer;
    private final Optional<FileMode> mode;
    private final Optional<Path> once;
    private final boolean update;
    private final Charset encoding;

    /**
     * @param templates keeps what was compiled, so that a template that many parts use is compiled once
     */
    JinjaRecipe(Part part, Supplier<TemplateRenderer> templates) {
        this.part = part;
        Value target = part.optional("output")
                .orElseGet(() -> part.optional("rendered").orElseGet(() -> part.required("output")));
        output = part.placed(target);
        encoding = part.optional("encoding").map(JinjaRecipe::charset).orElse(StandardCharsets.UTF_8);
        source = TemplateSource.of(part);
        LinkedHashSet<String> extensions = new LinkedHashSet<>(
                part.optional("extensions").map(Value::asWords).orElse(List.of()));
        renderer = HostModules.added(templates.get(), part.services()).withExtensions(extensions);
        context = ContextLines.names(part, renderer);
        imports = ImportList.of(part);
        mode = part.optional("mode").filter(value -> !value.text().isBlank()).map(FileMode::of);
        once = part.optional("once").filter(value -> !value.text().isBlank()).map(part::placed);
        update = part.optional("update").map(Value::asBoolean).orElse(!source.isFixed());
        part.publish("output", output);
        part.publish("rendered", output);
    }

    private static Charset charset(Value value) {
        return Encodings.find(value.text().strip())
                .orElseThrow(() -> value.reject("is no encoding this machine knows"));
    }

    @Override
    public void install(Installation installation) throws Exception {
        if (once.isPresent() && Files.exists(once.get())) {
            return;
        }
        installation.step("rendering " + output);
        String text = renderer.render(
                source.name(), source.read(part, encoding), context, name -> imports.find(name, encoding));
        byte[] content = encoded(text);
        OutputFile file = mode.map(exact -> new OutputFile(output, content, exact))
                .orElseGet(() -> OutputFile.lessUmask(output, content, FileMode.ofText(text)));
        file.write(installation);
        if (once.isPresent()) {
            // Not announced as created: what says that it was done once must outlive the part.
            mark(once.get());
        }
    }

    private byte[] encoded(String text) {
        try {
            ByteBuffer bytes = encoding.newEncoder().encode(CharBuffer.wrap(text));
            byte[] content = new byte[bytes.remaining()];
            bytes.get(content);
            return content;
        } catch (CharacterCodingException e) {
            String problem = "the text has characters that " + encoding.name().toLowerCase(Locale.ROOT) + " has not";
            throw TemplateException.of("UnicodeEncodeError", source.name(), 0, problem, e);
        }
    }

    private static void mark(Path marker) throws IOException {
        Path directory = marker.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.write(marker, new byte[0]);
    }

    @Override
    public void update(Installation installation) throws Exception {
        if (update) {
            install(installation);
        }
    }
}
