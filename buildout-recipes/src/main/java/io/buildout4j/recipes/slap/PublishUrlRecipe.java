package io.buildout4j.recipes.slap;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.util.Map;
import java.util.Optional;

/** Publishes one connection parameter, {@code url}, whole or put together from its pieces. */
final class PublishUrlRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "publishes a URL as the connection parameter url", "slapos.cookbook:publishurl")
            .withOptional("url", OptionType.TEXT, "the whole URL")
            .withOptional("scheme", OptionType.TEXT, "of the URL; required without url")
            .withOptional(
                    "host", OptionType.TEXT, "of the URL; an IPv6 address gets its brackets; required without url")
            .withOptional("port", OptionType.TEXT, "of the URL")
            .withOptional("username", OptionType.TEXT, "of the URL")
            .withOptional("password", OptionType.TEXT, "of the URL, with a username")
            .withOptional("path", OptionType.TEXT, "of the URL; also params, query, fragment");

    private final Part part;
    private final String url;

    PublishUrlRecipe(Part part) {
        this.part = part;
        url = text("url").orElseGet(this::assembled);
    }

    @Override
    public void install(Installation installation) throws Exception {
        Connections.of(part).publish(ConnectionParameters.OWN, Map.of("url", url));
    }

    @Override
    public void update(Installation installation) throws Exception {
        install(installation);
    }

    private String assembled() {
        String scheme = text("scheme").orElseThrow(() -> part.reject("has no scheme specified"));
        String host = text("host").orElseThrow(() -> part.reject("has no host specified"));
        StringBuilder url = new StringBuilder(scheme).append("://");
        text("username").ifPresent(user -> {
            url.append(user);
            text("password").ifPresent(password -> url.append(':').append(password));
            url.append('@');
        });
        url.append(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
        text("port").ifPresent(port -> url.append(':').append(port));
        text("path")
                .ifPresent(path -> url.append(path.startsWith("/") ? "" : "/").append(path));
        text("params").ifPresent(params -> url.append(';').append(params));
        text("query").ifPresent(query -> url.append('?').append(query));
        text("fragment").ifPresent(fragment -> url.append('#').append(fragment));
        return url.toString();
    }

    private Optional<String> text(String option) {
        return part.optional(option).map(Value::text).filter(text -> !text.isEmpty());
    }
}
