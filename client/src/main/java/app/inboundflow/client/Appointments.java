package app.inboundflow.client;

import app.inboundflow.client.model.Appointment;
import app.inboundflow.client.model.AppointmentList;
import java.util.concurrent.CompletableFuture;

/** Appointments that were booked during calls: {@code client.appointments()}. */
public final class Appointments {
    private final Engine engine;

    Appointments(Engine engine) {
        this.engine = engine;
    }

    private static Listing<AppointmentList, Appointment> listing(Engine engine) {
        return new Listing<>(
                engine,
                "/v1/appointments",
                AppointmentList.class,
                AppointmentList::getData,
                AppointmentList::getHasMore,
                AppointmentList::getNextCursor,
                AppointmentList::getMeta,
                Appointment::getId,
                Appointment::getCreatedAt);
    }

    /** {@return the most recently booked appointments, 100 to a page; {@link Page#all} reads on} */
    public Page<Appointment> list() {
        return list(new ListAppointmentsParameters());
    }

    /**
     * Appointments, the most recently created first.
     *
     * @param parameters the filters, and where to begin
     * @return one page; {@link Page#all} reads on
     * @throws InvalidRequestException when a parameter breaks a rule, such as a limit over 100
     */
    public Page<Appointment> list(ListAppointmentsParameters parameters) {
        return listing(engine).page(parameters.values);
    }

    /**
     * Reads all appointments that are new since a mark, for years: {@link Sync} says how.
     *
     * @param mark where to begin: {@link SyncMark#beginning}, {@link SyncMark#since}, or a mark that was saved
     * @return batches of new appointments, each with the mark to save after it
     */
    public Sync<Appointment> sync(SyncMark mark) {
        return new Sync<>(listing(engine), mark);
    }

    /** The same without blocking: {@code client.async().appointments()}. */
    public static final class Async {
        private final Engine engine;

        Async(Engine engine) {
            this.engine = engine;
        }

        /** {@return what {@link Appointments#list()} does} */
        public CompletableFuture<Page<Appointment>> list() {
            return list(new ListAppointmentsParameters());
        }

        /**
         * {@return what {@link Appointments#list(ListAppointmentsParameters)} does}
         *
         * @param parameters the filters, and where to begin
         */
        public CompletableFuture<Page<Appointment>> list(ListAppointmentsParameters parameters) {
            return listing(engine).pageAsync(parameters.values);
        }
    }
}
