package acme;

import app.inboundflow.client.ConflictException;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.model.NewContact;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Reads the organization's calls with the client and writes them with Spring's own Jackson. */
@SpringBootApplication
public class Application {
    public static void main(String[] arguments) {
        System.exit(SpringApplication.exit(SpringApplication.run(Application.class, arguments)));
    }

    @Bean
    CommandLineRunner read(InboundFlowClient client, ObjectMapper spring) {
        return arguments -> {
            System.out.println("Jackson " + PackageVersion.VERSION + ", Java " + Runtime.version().feature());
            for (var call : client.calls().list().all()) {
                System.out.println("call " + spring.writeValueAsString(call));
            }
            var contact = client.contacts().create(new NewContact().phone("+14155550199"));
            try {
                client.contacts().create(new NewContact().phone("+14155550199"));
            } catch (ConflictException e) {
                System.out.println("known already: " + contact.getId().equals(e.existingId()));
            }
            System.out.println(client.async().me().join().getOrganizationName());
        };
    }
}
