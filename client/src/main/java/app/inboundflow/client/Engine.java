package app.inboundflow.client;

import app.inboundflow.client.internal.AccountApi;
import app.inboundflow.client.internal.ApiClient;
import app.inboundflow.client.internal.ApiException;
import app.inboundflow.client.internal.AppointmentsApi;
import app.inboundflow.client.internal.CallsApi;
import app.inboundflow.client.internal.ContactsApi;
import app.inboundflow.client.internal.LeadsApi;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The generated engine, sending through {@link Transport}; its results and failures in the terms of this package. */
final class Engine {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(UnknownValues.module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .build();

    private static final String USER_AGENT = "inboundflow-java/" + version() + " (Java " + Runtime.version() + ")";

    final AccountApi account;
    final AppointmentsApi appointments;
    final CallsApi calls;
    final ContactsApi contacts;
    final LeadsApi leads;

    Engine(HttpClient http, InboundFlowClient.Builder options) {
        var transport = new Transport(http, options);
        var client = new ApiClient(HttpClient.newBuilder(), JSON, options.baseUrl) {
            @Override
            public HttpClient getHttpClient() {
                return transport;
            }

            // The generated method returns a copy, and each copy would analyse every model again.
            @Override
            public ObjectMapper getObjectMapper() {
                return JSON;
            }
        };
        var userAgent = (USER_AGENT + " " + options.userAgentSuffix).strip();
        client.setRequestInterceptor(request -> request.setHeader("Authorization", "Bearer " + options.apiKey)
                .setHeader("Accept-Encoding", "gzip")
                .setHeader("User-Agent", userAgent));
        account = new AccountApi(client);
        appointments = new AppointmentsApi(client);
        calls = new CallsApi(client);
        contacts = new ContactsApi(client);
        leads = new LeadsApi(client);
    }

    /** An operation of the generated engine. */
    interface Operation<R> {
        CompletableFuture<R> start() throws ApiException;
    }

    /** Starts an operation; the future fails with an {@link InboundFlowException} only. */
    <R, T> CompletableFuture<T> call(Operation<R> operation, Function<R, @Nullable T> data) {
        Answer<R> answer;
        try {
            answer = (Answer<R>) operation.start();
        } catch (ApiException missingParameter) {
            throw new IllegalArgumentException(missingParameter.getMessage(), missingParameter);
        }
        var result = answer.<T>forCaller();
        answer.whenComplete((body, failure) -> {
            var value = body == null ? null : data.apply(body);
            if (value != null) {
                result.complete(value);
            } else {
                result.completeExceptionally(InboundFlowException.of(answer.exchange(), failure));
            }
        });
        return result;
    }

    /** Starts an operation that answers a page. */
    <R, T> CompletableFuture<Page<T>> page(
            Operation<R> operation,
            Function<R, @Nullable List<T>> items,
            Function<R, @Nullable String> nextCursor,
            Function<String, CompletableFuture<Page<T>>> reader) {
        return call(operation, list -> {
            var data = items.apply(list);
            return data == null || data.contains(null)
                    ? null
                    : new Page<>(Collections.unmodifiableList(data), nextCursor.apply(list), reader);
        });
    }

    /** Waits. An interruption ends the wait and the request at once. */
    static <T> T await(CompletableFuture<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new ConnectionException("Interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            var failure = (InboundFlowException) e.getCause();
            // Shows the caller where the method was called, not where the exception was created.
            failure.setStackTrace(new Throwable().getStackTrace());
            throw failure;
        }
    }

    private static String version() {
        var properties = new Properties();
        try (var in = Engine.class.getResourceAsStream("client.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
