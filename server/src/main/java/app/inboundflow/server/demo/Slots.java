package app.inboundflow.server.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that texts of the script leave open, as they are in one call. */
final class Slots {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
    private static final List<String> SPANISH_DAYS =
            List.of("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo");

    private final Map<String, String> words = new HashMap<>();

    Slots(Caller caller, LocalDate today) {
        var person = caller.person;
        put("name", person.name());
        put("first", person.name() == null ? null : person.name().split(" ")[0]);
        put("car", person.car());
        // "2019 Toyota Camry" is a Camry to its owner.
        put("model", person.car() == null ? null : person.car().split(" ", 3)[2]);
        put("carro", person.car() == null ? null : person.car().replaceFirst("(\\d+) (.*)", "$2 del $1"));
        put("email", person.email());
        put("company", person.company());
        put("phone", caller.phone == null ? null : spoken(caller.phone));
        put("closing", LocalTime.from(ShopHours.closing(today)).getHour() == 14 ? "two" : "six");
    }

    /** Adds an appointment's words: {@code day}, {@code when}, {@code time}, and so on, with a prefix. */
    void appointment(String prefix, Instant start, LocalDate today) {
        var local = start.atZone(ShopHours.ZONE);
        put(prefix + "day", DAY.format(local));
        put(prefix + "when", relative(local.toLocalDate(), today));
        put(prefix + "time", TIME.format(local));
        put(prefix + "date", local.toLocalDate().toString());
        put(prefix + "clock", local.toLocalTime().toString());
        put(prefix + "dia", SPANISH_DAYS.get(local.getDayOfWeek().getValue() - 1));
        put(prefix + "hora", spanish(local.toLocalTime()));
    }

    /** Adds what an appointment is for, as it is called within a sentence: "brake inspection", but "A/C check". */
    void service(String service) {
        var name = service.replace(" Appointment", "");
        put("service", name.startsWith("A/C") ? name : name.toLowerCase(Locale.ROOT));
    }

    void putAll(Map<String, String> more) {
        words.putAll(more);
    }

    void put(String slot, @Nullable String word) {
        if (word != null) {
            words.put(slot, word);
        }
    }

    Map<String, String> words() {
        return words;
    }

    private static String relative(LocalDate day, LocalDate today) {
        if (day.equals(today)) {
            return "today";
        }
        if (day.equals(today.plusDays(1))) {
            return "tomorrow";
        }
        return day.isBefore(today.plusDays(7)) ? WEEKDAY.format(day) : DAY.format(day);
    }

    /** {@code +14155550134} as people say it, 415-555-0134. */
    private static String spoken(String phone) {
        return phone.substring(2, 5) + "-" + phone.substring(5, 8) + "-" + phone.substring(8);
    }

    private static String spanish(LocalTime time) {
        var hour = time.getHour() > 12 ? time.getHour() - 12 : time.getHour();
        return (hour == 1 ? "a la una" : "a las " + hour)
                + (time.getMinute() == 30 ? " y media" : "")
                + (time.getHour() < 12 ? " de la mañana" : " de la tarde");
    }
}
