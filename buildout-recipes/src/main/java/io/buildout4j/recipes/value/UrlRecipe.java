package io.buildout4j.recipes.value;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a URL apart. What is not in it is published as empty text. */
final class UrlRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of("takes a URL apart", "slapos.cookbook:urlparse")
            .withRequired("url", OptionType.TEXT, "the URL")
            .withPublished("scheme", "also username, password, host, port, path, params, query, fragment");

    /** Any text matches. */
    private static final Pattern URL = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?<authority>[^/?#]*))?"
                    + "(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#(?<fragment>.*))?",
            Pattern.DOTALL);

    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:(?<username>[^:]*)(?::(?<password>.*))?@)?(?:\\[(?<bracketed>[^]]*)]|(?<host>[^:]*))(?::(?<port>.*))?");

    UrlRecipe(Part part) {
        Matcher url = URL.matcher(part.required("url").text().strip());
        if (!url.matches()) {
            throw part.reject("url", "is no URL");
        }
        Matcher authority = AUTHORITY.matcher(text(url, "authority"));
        if (!authority.matches()
                || !text(authority, "port").matches("\\d{0,5}")
                || Integer.parseInt("0" + text(authority, "port")) > 65535) {
            throw part.reject("url", "has no valid host and port");
        }
        String path = text(url, "path");
        int semicolon = path.indexOf(';', path.lastIndexOf('/') + 1);
        String password = text(authority, "password");
        if (!password.isEmpty()) {
            part.secret("password");
        }
        String bracketed = text(authority, "bracketed");
        Map<String, String> pieces = Map.of(
                "scheme", text(url, "scheme").toLowerCase(Locale.ROOT),
                "username", text(authority, "username"),
                "password", password,
                "host", (bracketed.isEmpty() ? text(authority, "host") : bracketed).toLowerCase(Locale.ROOT),
                "port", text(authority, "port").replaceFirst("^0+(?=\\d)", ""),
                "path", (semicolon < 0 ? path : path.substring(0, semicolon)).replaceAll("^/+|/+$", ""),
                "params", semicolon < 0 ? "" : path.substring(semicolon + 1),
                "query", text(url, "query"),
                "fragment", text(url, "fragment"));
        pieces.forEach(part::publish);
    }

    private static String text(Matcher matcher, String group) {
        String text = matcher.group(group);
        return text == null ? "" : text;
    }

    @Override
    public void install(Installation installation) {
        // What is published is all there is.
    }
}
