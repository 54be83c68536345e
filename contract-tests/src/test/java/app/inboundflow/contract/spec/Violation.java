package app.inboundflow.contract.spec;

/**
 * A place of the contract that breaks a house rule.
 *
 * @param place where
 * @param advice what is wrong there and what to do
 */
record Violation(Place place, String advice) {

    @Override
    public String toString() {
        return place + ": " + advice;
    }
}
