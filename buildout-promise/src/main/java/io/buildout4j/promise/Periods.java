package io.buildout4j.promise;

import java.time.Duration;

/** The one rule about periods. */
final class Periods {
    private Periods() {}

    /**
     * When something is due next: the first moment after now that is a whole number of periods from when it was due.
     * What was missed meanwhile is not made up for. Moments are nanoseconds of a clock that nobody sets.
     */
    static long next(long due, long now, long period) {
        long missed = Math.max(0, Math.floorDiv(now - due, period));
        return due + (missed + 1) * period;
    }

    static Duration positive(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("Cannot set promise periodicity to a value less than 1");
        }
        return period;
    }
}
