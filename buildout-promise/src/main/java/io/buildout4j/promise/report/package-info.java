/** Results of promises for the people and the machines that look: metrics, a status page, a feed, monitor files. */
@NullMarked
package io.buildout4j.promise.report;

import org.jspecify.annotations.NullMarked;
