package io.buildout4j.recipes.missing;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipe.RecipeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recipes that exist elsewhere and not here. A profile that uses one is told so, with what to do instead, rather than
 * that the name is unknown or misspelt.
 */
public final class MissingRecipes {

    private static final String OWN = "give the engine a recipe of your own under this name";

    private static final List<String> COOKBOOK = List.of(
            "addresiliency",
            "apacheperl",
            "apachephp",
            "apacheproxy",
            "cdninstancenode",
            "check_page_content",
            "cloud9",
            "cloudooo.test",
            "copyfilelist",
            "dropbear",
            "dropbear.add_authorized_key",
            "dropbear.client",
            "equeue",
            "erp5.promise",
            "erp5testnode",
            "generic.cloudooo",
            "generic.kumofs",
            "generic.memcached",
            "generic.mysql.wrap_update_mysql",
            "gitinit",
            "instancenode",
            "ipv4toipv6",
            "ipv6toipv4",
            "nbdserver",
            "neoppod.admin",
            "neoppod.cluster",
            "neoppod.master",
            "neoppod.storage",
            "notifier",
            "notifier.callback",
            "notifier.notify",
            "onetimeupload",
            "pbs",
            "postgres",
            "proactive",
            "re6stnet.registry",
            "redis.server",
            "request.edge",
            "shell",
            "simplehttpserver",
            "simplelogger",
            "slapconfiguration.jsondump",
            "slapconfiguration.jsonschema.localdb",
            "squid",
            "sshkeys_authority",
            "sshkeys_authority.request",
            "tidstorage",
            "trac",
            "uuid",
            "zabbixagent",
            "zero-knowledge.read",
            "zero-knowledge.write");

    private static final Map<String, String> OTHERS = Map.of(
            "rubygemsrecipe", "install the gems with plone.recipe.command, or " + OWN,
            "slapos.recipe.build:vm.run", OWN,
            "slapos.recipe.build:vm.install-debian", OWN);

    private MissingRecipes() {}

    /** For each such name, a factory that refuses every part; a new map, to be added to. */
    public static Map<String, RecipeFactory> factories() {
        Map<String, RecipeFactory> factories = new HashMap<>();
        for (String name : COOKBOOK) {
            factories.put("slapos.cookbook:" + name, new Refusal(OWN));
        }
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            factories.put(other.getKey(), new Refusal(other.getValue()));
        }
        return factories;
    }

    private record Refusal(String hint) implements RecipeFactory {

        @Override
        public Recipe create(Part part) {
            throw new BuildoutException.Preparing(Diagnostic.error(
                            Diagnostic.Kind.UNKNOWN_RECIPE,
                            part.recipe(),
                            "recipe '" + part.recipe() + "' of part " + part.name() + " exists in SlapOS and not here")
                    .at(part.required("recipe").origin())
                    .withHint(hint));
        }
    }
}
