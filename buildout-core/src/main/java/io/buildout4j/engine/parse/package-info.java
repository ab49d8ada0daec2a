/** From the text of one file to its sections, each line with its number; knows of no other file. */
@NullMarked
package io.buildout4j.engine.parse;

import org.jspecify.annotations.NullMarked;
