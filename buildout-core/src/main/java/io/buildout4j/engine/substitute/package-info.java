/**
 * References: <code>${section:option}</code>, worked out when a section is looked up, with a call-back for sections whose
 * recipe may publish options.
 */
@NullMarked
package io.buildout4j.engine.substitute;

import org.jspecify.annotations.NullMarked;
