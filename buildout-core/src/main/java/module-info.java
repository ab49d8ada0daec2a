/** The buildout engine: profiles, plans, installs. */
module io.buildout4j.core {
    requires transitive org.jspecify;
    requires org.slf4j;
    requires org.apache.commons.codec;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;

    exports io.buildout4j;
    exports io.buildout4j.download;
    exports io.buildout4j.install;
    exports io.buildout4j.profile;
    exports io.buildout4j.profile.edit;
    exports io.buildout4j.recipe;
    exports io.buildout4j.recipe.testkit;

    uses io.buildout4j.recipe.RecipeProvider;
}
