package io.buildout4j.recipes.template.jinja;

/** How a statement ended. */
enum Flow {
    NEXT,
    BREAK,
    CONTINUE
}
