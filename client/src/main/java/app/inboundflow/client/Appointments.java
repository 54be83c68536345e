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

    /** The most recently booked appointments, 50 to a page; {@link Page#all} reads on. */
    public Page<Appointment> list() {
        return list(new ListAppointmentsParameters());
    }

    /**
     * Appointments, the most recently created first.
     *
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

        /** See {@link Appointments#list()}. */
        public CompletableFuture<Page<Appointment>> list() {
            return list(new ListAppointmentsParameters());
        }

        /** See {@link Appointments#list(ListAppointmentsParameters)}. */
        public CompletableFuture<Page<Appointment>> list(ListAppointmentsParameters p) {
            return engine.page(
                    () -> engine.appointments.listAppointments(
                            p.paging.limit(), p.paging.cursor(), p.paging.since(), p.status),
                    AppointmentList::getData,
                    AppointmentList::getNextCursor,
                    cursor -> list(p.cursor(cursor)));
        }
    }
}
