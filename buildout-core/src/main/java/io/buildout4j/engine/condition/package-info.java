/** Whether {@code [section:condition]} holds: Python's expressions and PEP 508 markers, as far as profiles use them, in a given world. */
@NullMarked
package io.buildout4j.engine.condition;

import org.jspecify.annotations.NullMarked;
