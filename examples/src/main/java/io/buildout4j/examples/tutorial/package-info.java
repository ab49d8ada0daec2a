/** The application of the tutorial "Porting Software to SlapOS", deployed from its own profiles and watched. */
@NullMarked
package io.buildout4j.examples.tutorial;

import org.jspecify.annotations.NullMarked;
