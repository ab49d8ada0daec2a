package io.buildout4j.recipes.certificate;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class CertificateRecipes extends CatalogPage {

    private static final List<String> NAMES =
            List.of("slapos.cookbook:certificate_authority", "slapos.cookbook:certificate_authority.request");

    public CertificateRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(AuthorityRecipe.DESCRIPTION, AuthorityRecipe::new),
                new CatalogEntry(CertificateRequestRecipe.DESCRIPTION, CertificateRequestRecipe::new));
    }
}
