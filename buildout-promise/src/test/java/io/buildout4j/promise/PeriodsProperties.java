package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PeriodsProperties {

    @Property(tries = 300, seed = "1")
    void whatWasSleptThroughIsRunOnceAndThePlaceInTimeIsKept(
            @ForAll long due,
            @ForAll @LongRange(min = 0, max = 1L << 60) long asleep,
            @ForAll @LongRange(min = 1, max = 1L << 50) long period) {
        // Such clocks may start anywhere and run over.
        long now = due + asleep;

        long next = Periods.next(due, now, period);

        assertThat(next - now).isBetween(1L, period);
        assertThat((next - due) % period).isZero();
    }
}
