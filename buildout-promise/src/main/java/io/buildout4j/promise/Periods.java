package io.buildout4j.promise;

import java.time.Duration;

/** The one rule about periods. */
final class Periods {
    private Periods() {}

    static Duration positive(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("Cannot set promise periodicity to a value less than 1");
        }
        return period;
    }
}
