package io.buildout4j.engine.merge;

/**
 * A name after {@code extends} or {@code optional-extends}.
 *
 * @param name the file, as it is written
 * @param line the line of the option
 * @param optional whether the file may be missing
 */
record Extension(String name, int line, boolean optional) {}
