/**
 * Profile files for tools: a document keeps every character of a file and knows what each is, and an edit changes
 * nothing but what it is about.
 */
@NullMarked
package io.buildout4j.profile.edit;

import org.jspecify.annotations.NullMarked;
