package app.inboundflow.contract.saboteur;

/** The ways in which a response can stop being what the contract documents. */
enum Kind {
    PROPERTY_DROPPED("required property dropped"),
    PROPERTY_RENAMED("property renamed"),
    PROPERTY_ADDED("undocumented property added"),
    VALUE_NULLED("null where none is documented"),
    VALUE_RETYPED("value of another JSON type"),
    FORMAT("bad format"),
    ENUM("value outside its enum"),
    PATTERN("value that breaks its pattern"),
    BOUND("value out of bounds"),
    FIELDS_TOGETHER("fields that contradict each other"),
    HEADER_DROPPED("required header dropped"),
    HEADER_VALUE("bad header value"),
    HEADER_DOUBLED("header sent twice"),
    STATUS_UNDECLARED("undeclared status"),
    STATUS_SWAPPED("another declared status"),
    MEDIA_TYPE("another media type"),
    BODY("body that is not one JSON document");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
