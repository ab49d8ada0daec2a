package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipes.template.jinja.Template;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateCacheTest {

    private final TemplateCache cache = new TemplateCache(2);

    private Template template(String source) {
        return cache.template("t", source, Set.of());
    }

    @Test
    void aTemplateIsCompiledOncePerContent() {
        Template first = template("{{ a }}");

        assertThat(cache.template("t", new String("{{ a }}"), Set.of())).isSameAs(first);
        assertThat(template("{{ b }}")).isNotSameAs(first);
        assertThat(cache.template("t", "{{ a }}", Set.of("jinja2.ext.do"))).isNotSameAs(first);
    }

    @Test
    void theOneNotUsedForLongestGoesFirst() {
        Template first = template("1");
        Template second = template("2");
        template("1");
        template("3");

        assertThat(template("1")).isSameAs(first);
        assertThat(template("2")).isNotSameAs(second);
    }
}
