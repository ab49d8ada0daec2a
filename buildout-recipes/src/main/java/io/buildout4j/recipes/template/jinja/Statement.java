package io.buildout4j.recipes.template.jinja;

/** A compiled piece of a template. Immutable, so that many threads may execute it at once. */
@FunctionalInterface
interface Statement {

    Flow execute(Frame frame, Output out);
}
