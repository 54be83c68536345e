package app.inboundflow.contract.pact.provider;

import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.VerificationReports;
import au.com.dius.pact.provider.junitsupport.loader.PactBroker;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The server honours the pacts of a broker: {@code -Dpactbroker.url=https://…}. */
@Provider(ServerHonoursPacts.PROVIDER)
@PactBroker
@VerificationReports({})
@EnabledIfSystemProperty(named = "pactbroker.url", matches = ".+", disabledReason = "the pacts come from folders")
class BrokerPactsTest extends ServerHonoursPacts {}
