package io.buildout4j.recipes.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minutely|* * * * *",
                "hourly|0 * * * *",
                "daily|0 0 * * *",
                "weekly|0 0 * * 0",
                "monthly|0 0 1 * *",
                "yearly|0 0 1 1 *",
                "Mon-Fri 03:15|15 03 * * 1-5",
                "*:0/15|0-45/15 * * * *",
                "sunday,Wed|0 0 * * 0,3",
                "*-*-01 04:30:00|30 04 01 * *",
                "12-24|0 0 24 12 *",
                "0/6:00|00 0-18/6 * * *",
                "*:5,35|5,35 * * * *"
            })
    void calendarsBecomeCronsFields(String calendar, String cron) {
        assertThat(Calendar.toCron(calendar)).contains(cron);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "sometimes",
                "2020-01-01",
                "25:00",
                "*:60",
                "*:0/0",
                "*:59/5",
                "12:00:30",
                "Mon *-*-13 0:0",
                "*-13-01",
                "*:0/15 x",
                "a:b"
            })
    void whatCronCannotFollowIsNone(String calendar) {
        assertThat(Calendar.toCron(calendar)).isEmpty();
    }
}
