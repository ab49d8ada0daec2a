package io.buildout4j.recipes.slap;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Schemas and what names them, by their URLs; each is read once, those that schemas refer to as well. */
final class Documents implements SchemaLoader {

    private static final Set<String> READ = Set.of("file", "http", "https");

    private final SchemaSource source;
    private final Map<URI, String> texts = new HashMap<>();

    Documents(SchemaSource source) {
        this.source = source;
    }

    /** What a URL is called in messages: a file by its path. */
    static String name(URI url) {
        return "file".equals(url.getScheme()) ? Path.of(url).toString() : url.toString();
    }

    /** The text at a URL. */
    String text(URI url) throws IOException {
        String known = texts.get(url);
        if (known == null) {
            try {
                known = source.text(url);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("it was interrupted", e);
            }
            texts.put(url, known);
        }
        return known;
    }

    @Override
    @SuppressWarnings("NullAway") // null leaves it to the next loader, says the interface
    public InputStreamSource getSchema(AbsoluteIri iri) {
        URI url = URI.create(iri.toString());
        return READ.contains(url.getScheme())
                ? () -> new ByteArrayInputStream(text(url).getBytes(StandardCharsets.UTF_8))
                : null;
    }
}
