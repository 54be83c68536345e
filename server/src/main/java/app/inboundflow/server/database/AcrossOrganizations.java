package app.inboundflow.server.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A statement that is not bound to one organization. Every other repository method takes the organization's id first. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AcrossOrganizations {
    /** Why it must be so. */
    String value();
}
