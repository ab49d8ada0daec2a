package io.buildout4j.engine.parse;

/**
 * An option as one file writes it.
 *
 * @param name the name with its operator, such as {@code parts +}
 * @param value the value, lines joined, common indentation taken off
 * @param line the line it begins on, counted from 1
 */
public record ParsedOption(String name, String value, int line) {}
