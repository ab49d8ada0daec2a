package io.buildout4j.engine.substitute;

import io.buildout4j.Limits;

/**
 * What substitution takes from outside the profile.
 *
 * @param limits how far values may grow
 * @param abiTag the tag of the Python's binary interface, which {@code abi-tag-eggs} puts behind {@code eggs-directory}
 */
public record Surroundings(Limits limits, String abiTag) {}
