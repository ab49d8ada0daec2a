package io.buildout4j.recipes.certificate;

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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code slapos.cookbook:certificate_authority}: a service that makes a certificate authority, and certificates for those who
 * ask. What it has signed, and its key, stay when the part goes.
 */
final class AuthorityRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = Places.described(RecipeDescription.of(
                    "writes the service of a certificate authority, which signs what is requested",
                    "slapos.cookbook:certificate_authority"))
            .withRequired("ca-dir", OptionType.PATH, "the directory of the authority")
            .withRequired("ca-newcerts", OptionType.PATH, "the directory in which openssl keeps what it signed")
            .withRequired("openssl-binary", OptionType.PATH, "the openssl to run")
            .withRequired("wrapper", OptionType.PATH, "the service to write")
            .withOptional("ca-crl", OptionType.PATH, "nothing reads it")
            .withOptional("country-code", OptionType.TEXT, "two letters", "XX")
            .withOptional("state", OptionType.TEXT, "of the authority", "('State',)")
            .withOptional("city", OptionType.TEXT, "of the authority", "City")
            .withOptional("company", OptionType.TEXT, "whose authority it is", "Company")
            .withOptional("email", OptionType.TEXT, "of the authority", "xx@example.com");

    private final Path directory;
    private final Path newCertificates;
    private final Places places;
    private final String configuration;
    private final OutputFile service;

    AuthorityRecipe(Part part) throws IOException {
        directory = part.path("ca-dir");
        newCertificates = part.path("ca-newcerts");
        places = Places.of(part);
        part.optional("ca-crl");
        String openssl = part.required("openssl-binary").text().strip();
        configuration = fill(
                "openssl.cnf",
                Map.of(
                        "directory", escaped(directory.toString()),
                        "newcerts", escaped(newCertificates.toString()),
                        "certs", escaped(places.certificates().toString()),
                        "key", escaped(key().toString()),
                        "country", text(part, "country-code", "XX"),
                        // The original's default, which authorities that stand already have in their names.
                        "state", text(part, "state", "('State',)"),
                        "city", text(part, "city", "City"),
                        "company", text(part, "company", "Company"),
                        "email", text(part, "email", "xx@example.com")));
        service = new OutputFile(
                part.path("wrapper"),
                fill(
                        "authority.sh",
                        Map.of(
                                "openssl", ShellWords.quote(openssl),
                                "configuration",
                                        ShellWords.quote(configurationFile().toString()),
                                "key", ShellWords.quote(key().toString()),
                                "certificate",
                                        ShellWords.quote(
                                                directory.resolve("cacert.pem").toString()),
                                "requests", ShellWords.quote(places.requests().toString()))),
                FileMode.PRIVATE_EXECUTABLE);
    }

    private Path key() {
        return places.keys().resolve("cakey.pem");
    }

    private Path configurationFile() {
        return directory.resolve("openssl.cnf");
    }

    private static String text(Part part, String option, String otherwise) {
        return escaped(part.optional(option).map(Value::text).map(String::strip).orElse(otherwise));
    }

    /** Text as openssl's files want it, in which some characters mean something. */
    private static String escaped(String text) {
        return text.replaceAll("[\\\\$#\"'`;]", "\\\\$0").replace("\n", " ");
    }

    /** A text of this package, whose names between @ are replaced. */
    private static String fill(String resource, Map<String, String> values) throws IOException {
        try (InputStream stream = AuthorityRecipe.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing in the jar");
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return text;
        }
    }

    @Override
    public void install(Installation installation) throws IOException {
        for (Path place :
                new Path[] {directory, newCertificates, places.requests(), places.keys(), places.certificates()}) {
            installation.directory(place);
        }
        begin("serial", "01");
        begin("crlnumber", "01");
        begin("index.txt", "");
        new OutputFile(configurationFile(), configuration, FileMode.PRIVATE).keep();
        service.write(installation);
    }

    /** What openssl goes on writing is only begun. */
    private void begin(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            new OutputFile(file, text, FileMode.PRIVATE).keep();
        }
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }
}
