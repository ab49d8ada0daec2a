package io.buildout4j.recipes.template;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.download.Sums;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a part's template comes from.
 *
 * @param name how messages call it
 * @param inline the template itself, if the profile has it
 * @param request what to fetch if not
 * @param isFixed whether the template can change only together with the profile
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record TemplateSource(String name, Optional<String> inline, DownloadRequest request, boolean isFixed) {

    private static final String INLINE = "inline:";
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    static TemplateSource of(Part part) {
        Optional<Value> inline = part.optional("inline");
        Optional<Value> url = part.optional("url").filter(value -> !value.text().isBlank());
        Optional<Value> template = part.optional("template");
        int given = (inline.isPresent() ? 1 : 0) + (url.isPresent() ? 1 : 0) + (template.isPresent() ? 1 : 0);
        if (given == 0) {
            throw part.reject("has no template: neither url nor inline");
        }
        if (given > 1) {
            throw part.reject("has more than one template: url, inline and template exclude each other");
        }
        if (inline.isPresent()) {
            return inline(inline.get(), inline.get().text());
        }
        Value place = url.or(() -> template).orElseThrow();
        if (template.isPresent() && place.text().startsWith(INLINE)) {
            if (place.text().substring(INLINE.length()).contains("\n")) {
                part.warn(
                        "template",
                        "loses the indentation of its lines to the profile's syntax; write 'inline =' with the template"
                                + " on the following lines");
            }
            return inline(place, place.text().substring(INLINE.length()).replaceFirst("^[\r\n]+", ""));
        }
        return file(part, place);
    }

    private static TemplateSource inline(Value value, String text) {
        String name = value.origin() instanceof Origin.File file
                ? file.source() + " [" + value.section() + "] " + value.option()
                : "[" + value.section() + "] " + value.option();
        return new TemplateSource(name, Optional.of(text), DownloadRequest.of(name), true);
    }

    private static TemplateSource file(Part part, Value place) {
        String text = place.text().strip();
        String source = URL.matcher(text).matches() ? text : part.placed(place).toString();
        DownloadRequest request = DownloadRequest.of(source).forPurpose("part " + part.name());
        Sums sums = Sums.of(part);
        return new TemplateSource(text, Optional.empty(), sums.of(request), !sums.isEmpty());
    }

    /** The text of the template. */
    String read(Part part, Charset encoding) throws Exception {
        if (inline.isPresent()) {
            return inline.get();
        }
        try (Downloaded downloaded = part.services().downloads().fetch(request)) {
            return text(name, downloaded.file(), encoding);
        }
    }

    /** The text of the template of that name in a file. */
    static String text(String name, Path file, Charset encoding) {
        try {
            return Files.readString(file, encoding);
        } catch (IOException e) {
            String problem = e instanceof CharacterCodingException
                    ? "it is not encoded in " + encoding.name().toLowerCase(Locale.ROOT)
                    : e.getMessage();
            throw new BuildoutException.Installing(
                    Diagnostic.error(
                            Diagnostic.Kind.FILE_UNREADABLE,
                            file.toString(),
                            "cannot read template '" + name + "' from " + file + ": " + problem),
                    e);
        }
    }
}
