/**
 * What a machine does with software releases and instances: it builds releases side by side, deploys instances of them
 * into partitions, has their services run and their promises watched.
 */
@NullMarked
package io.buildout4j.recipes.node;

import org.jspecify.annotations.NullMarked;
