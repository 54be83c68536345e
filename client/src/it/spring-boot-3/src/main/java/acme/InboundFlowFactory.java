package acme;

import app.inboundflow.client.InboundFlowClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;

@Factory
class InboundFlowFactory {
    @Singleton
    @Bean(preDestroy = "close")
    InboundFlowClient inboundFlowClient(
            @Value("${inboundflow.api-key}") String apiKey, @Nullable @Value("${inboundflow.base-url}") String baseUrl) {
        return InboundFlowClient.builder().apiKey(apiKey).baseUrl(baseUrl).build();
    }
}
