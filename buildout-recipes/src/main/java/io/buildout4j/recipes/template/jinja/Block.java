package io.buildout4j.recipes.template.jinja;

/**
 * A block of one template, which templates that extend it may replace.
 *
 * @param name the name
 * @param body what it prints
 * @param required whether an extending template must replace it
 */
record Block(String name, Body body, boolean required) {}
