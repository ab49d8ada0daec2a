package io.buildout4j.recipes.certificate;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.output.SymbolicLink;
import io.buildout4j.recipes.shell.Launcher;
import io.buildout4j.recipes.shell.Patience;
import io.buildout4j.recipes.shell.Supervision;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * {@code slapos.cookbook:certificate_authority.request}: asks an authority for a key and a certificate, and starts a program
 * once they are there; or puts those in place that the profile gives.
 */
final class CertificateRequestRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = Places.described(RecipeDescription.of(
                    "asks a certificate authority for a key and a certificate, and writes a launcher that waits for them",
                    "slapos.cookbook:certificate_authority.request"))
            .withRequired("key-file", OptionType.PATH, "the link to the key")
            .withRequired("cert-file", OptionType.PATH, "the link to the certificate")
            .withOptional("name", OptionType.TEXT, "whose certificate it is", "the name of the part")
            .withOptional("key-content", OptionType.TEXT, "a key that is there already, with cert-content")
            .withOptional("cert-content", OptionType.TEXT, "the certificate of that key")
            .withOptional("executable", OptionType.PATH, "the program to start; needed without key-content")
            .withOptional("wrapper", OptionType.PATH, "the launcher to write; needed without key-content")
            .withOptional("openssl-binary", OptionType.PATH, "looks at what is given", "openssl")
            .withPublished("name", "whose certificate it is");

    /** A key and its certificate as the profile gives them. */
    private record Given(String key, String certificate) {}

    private final Part part;
    private final Places places;
    private final Path key;
    private final Path certificate;
    private final SymbolicLink keyLink;
    private final SymbolicLink certificateLink;
    private final Path request;
    private final String name;
    private final Optional<Given> given;
    private final Optional<OutputFile> launcher;
    private final String openssl;

    CertificateRequestRecipe(Part part) {
        this.part = part;
        places = Places.of(part);
        name = part.optional("name").map(Value::text).orElse(part.name());
        if (name.isBlank() || name.contains("\n")) {
            throw part.reject("name", "is not the name of anybody: it is blank or has several lines");
        }
        part.publish("name", name);
        String digest = DigestUtils.sha512Hex(name);
        key = places.keys().resolve(digest + ".key");
        certificate = places.certificates().resolve(digest + ".crt");
        request = places.requests().resolve(digest);
        keyLink = new SymbolicLink(part.path("key-file"), key);
        certificateLink = new SymbolicLink(part.path("cert-file"), certificate);
        openssl = filled("openssl-binary").orElse("openssl");
        Optional<String> keyContent = filled("key-content");
        if (keyContent.isPresent()) {
            part.secret("key-content");
        }
        given = keyContent.flatMap(content -> filled("cert-content").map(other -> new Given(content, other)));
        Optional<Value> executable = part.optional("executable");
        Optional<Value> wrapper = part.optional("wrapper");
        launcher = given.isPresent()
                ? Optional.empty()
                : Optional.of(new OutputFile(
                        part.placed(wrapper.orElseGet(() -> part.required("wrapper"))),
                        waiting(executable
                                .orElseGet(() -> part.required("executable"))
                                .text()),
                        FileMode.PRIVATE_EXECUTABLE));
    }

    private Optional<String> filled(String option) {
        return part.optional(option).map(Value::text).filter(text -> !text.isBlank());
    }

    private String waiting(String program) {
        return new Supervision(
                        Optional.empty(),
                        List.of(certificate, key),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .text(new Launcher(List.of(program)));
    }

    @Override
    public void install(Installation installation) throws IOException, InterruptedException {
        for (Path place : new Path[] {places.requests(), places.keys(), places.certificates()}) {
            installation.directory(place);
        }
        if (given.isPresent()) {
            put(given.get());
        } else {
            // It stays when the part goes, as what it asks for does.
            new OutputFile(request, """
                    [certificate]
                    name = %s
                    key_file = %s
                    certificate_file = %s
                    """.formatted(name, key, certificate), FileMode.PRIVATE).keep();
        }
        link("key-file", keyLink, installation);
        link("cert-file", certificateLink, installation);
        if (launcher.isPresent()) {
            launcher.get().write(installation);
        }
    }

    private void link(String option, SymbolicLink link, Installation installation) throws IOException {
        try {
            link.make(installation);
        } catch (FileAlreadyExistsException e) {
            throw part.reject(option, "names " + link.path() + ", which is there and is no symbolic link");
        }
    }

    private void put(Given pair) throws IOException, InterruptedException {
        Path draft = Files.createTempFile(places.keys(), ".given-", ".key");
        Path other = Files.createTempFile(places.keys(), ".given-", ".crt");
        try {
            Files.writeString(draft, pair.key() + "\n");
            Files.writeString(other, pair.certificate() + "\n");
            String ofKey = publicKey("key-content", List.of("pkey", "-pubout", "-in", draft.toString()));
            String ofCertificate =
                    publicKey("cert-content", List.of("x509", "-noout", "-pubkey", "-in", other.toString()));
            if (!ofKey.equals(ofCertificate)) {
                throw part.reject("cert-content", "is not the certificate of key-content: their public keys differ");
            }
        } finally {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(other);
        }
        new OutputFile(key, pair.key() + "\n", FileMode.PRIVATE).keep();
        new OutputFile(certificate, pair.certificate() + "\n", FileMode.PRIVATE).keep();
    }

    private String publicKey(String option, List<String> question) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(openssl));
        words.addAll(question);
        Outcome outcome = Command.in(part.directory(), words)
                .withTimeLimit(Patience.of(part).limit())
                .run();
        if (!outcome.succeeded()) {
            throw part.reject(
                    option,
                    "cannot be read by " + openssl + ": " + outcome.errors().trimmed());
        }
        return outcome.output().trimmed();
    }

    @Override
    public void update(Installation installation) throws IOException, InterruptedException {
        install(installation);
    }
}
