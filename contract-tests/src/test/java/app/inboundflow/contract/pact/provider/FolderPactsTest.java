package app.inboundflow.contract.pact.provider;

import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.VerificationReports;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The server honours the pacts of this build, if the consumer tests ran before, and those that are committed here. */
@Provider(ServerHonoursPacts.PROVIDER)
@PactFolder("pacts")
@VerificationReports({})
@DisabledIfSystemProperty(named = "pactbroker.url", matches = ".+", disabledReason = "the pacts come from the broker")
class FolderPactsTest extends ServerHonoursPacts {}
