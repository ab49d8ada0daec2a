package io.buildout4j.recipes.value;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.JsonText;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/**
 * Draws a password once. It is a secret: it stands in its own file, which only the owner reads, and not in the state. The
 * hashed forms are kept with it, because their salt is drawn too.
 */
final class PasswordRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "draws a password once and keeps it in a file of its own", "slapos.cookbook:generate.password")
            .withOptional("bytes", OptionType.NUMBER, "how many characters", "16")
            .withOptional(
                    "storage-path", OptionType.PATH, "the file; empty for none", "${buildout:parts-directory}/PART")
            .withOptional("create-once", OptionType.TRUTH, "whether the file outlives the part", "true")
            .withOptional("passwd", OptionType.TEXT, "taken instead of a random one")
            .withPublished("passwd", "the password, a secret")
            .withPublished("passwd-sha256-crypt", "hashed; also -sha512-crypt, -md5-crypt, -apr-md5-crypt");

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String PREFIX = "passwd-";

    private static final Map<String, UnaryOperator<String>> SCHEMES = new TreeMap<>(Map.of(
            "passwd-sha256-crypt", password -> Sha2Crypt.sha256Crypt(utf8(password)),
            "passwd-sha512-crypt", password -> Sha2Crypt.sha512Crypt(utf8(password)),
            "passwd-md5-crypt", password -> Md5Crypt.md5Crypt(utf8(password)),
            "passwd-apr-md5-crypt", password -> Md5Crypt.apr1Crypt(utf8(password))));

    private final Optional<Path> storage;
    private final boolean createdOnce;
    /** The password under the empty name, and its hashed forms. */
    private final SortedMap<String, String> secrets;

    PasswordRecipe(Part part) throws IOException {
        createdOnce = part.optional("create-once").map(Value::asBoolean).orElse(true);
        Optional<Value> path = part.optional("storage-path");
        if (path.isEmpty()) {
            part.publish("storage-path", part.location());
        }
        storage = path.isEmpty()
                ? Optional.of(part.location())
                : path.filter(value -> !value.text().isBlank()).map(part::placed);
        Optional<String> given = part.optional("passwd").map(Value::text).filter(text -> !text.isEmpty());

        SortedMap<String, String> kept = storage.isPresent() ? PasswordFile.read(storage.get()) : new TreeMap<>();
        String password = given.or(() -> Optional.ofNullable(kept.get("")).filter(text -> !text.isEmpty()))
                .orElseGet(() -> draw(length(part)));
        secrets = password.equals(kept.get("")) ? kept : new TreeMap<>();
        secrets.put("", password);
        SCHEMES.forEach((name, scheme) -> secrets.computeIfAbsent(name, n -> scheme.apply(password)));

        part.secret("passwd");
        part.publish("passwd", password);
        secrets.forEach((name, hash) -> {
            if (name.startsWith(PREFIX) && part.optional(name).isEmpty()) {
                part.secret(name);
                part.publish(name, hash);
            }
        });
    }

    @Override
    public void install(Installation installation) throws IOException {
        if (storage.isEmpty()) {
            return;
        }
        OutputFile file = new OutputFile(storage.get(), JsonText.object(secrets), FileMode.PRIVATE);
        if (createdOnce) {
            Path directory = storage.get().getParent();
            if (directory != null) {
                installation.directory(directory);
            }
            file.keep();
        } else {
            file.write(installation);
        }
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }

    private static int length(Part part) {
        int length = part.optional("bytes").map(Value::asInt).orElse(16);
        if (length < 1) {
            throw part.reject("bytes", "is no length of a password");
        }
        return length;
    }

    private static String draw(int length) {
        return new SecureRandom()
                .ints(length, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
