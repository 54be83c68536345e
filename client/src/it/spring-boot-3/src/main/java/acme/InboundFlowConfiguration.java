package acme;

import app.inboundflow.client.InboundFlowClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class InboundFlowConfiguration {
    @Bean                                        // closed with the application, because it has a close()
    InboundFlowClient inboundFlowClient(
            @Value("${inboundflow.api-key}") String apiKey, @Value("${inboundflow.base-url:#{null}}") String baseUrl) {
        return InboundFlowClient.builder().apiKey(apiKey).baseUrl(baseUrl).build();
    }
}
