package app.inboundflow.client;

import app.inboundflow.client.model.Appointment;
import app.inboundflow.client.model.AppointmentList;
import java.util.concurrent.CompletableFuture;

/** Appointments that were booked during calls: {@code client.appointments()}. */
public final class Appointments {
    private final Async async;

    Appointments(Async async) {
        this.async = async;
    }

    /** {@return the most recently booked appointments, 50 to a page; {@link Page#all} reads on} */
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
        return Engine.await(async.list(parameters));
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
            return engine.page(
                    () -> engine.appointments.listAppointments(
                            parameters.paging.limit(),
                            parameters.paging.cursor(),
                            parameters.paging.since(),
                            parameters.status),
                    AppointmentList::getData,
                    AppointmentList::getNextCursor,
                    cursor -> list(parameters.cursor(cursor)));
        }
    }
}
