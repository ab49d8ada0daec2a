package io.buildout4j.promise;

import java.time.LocalDateTime;

/**
 * One run of a promise, as its log tells.
 *
 * @param date when its newest entry was written, in local time, to the second
 * @param failed whether it had a failing entry
 * @param message its entries, joined by line feeds
 */
public record HistoryEntry(LocalDateTime date, boolean failed, String message) {}
