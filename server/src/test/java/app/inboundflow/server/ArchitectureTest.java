package app.inboundflow.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import app.inboundflow.server.database.AcrossOrganizations;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.micronaut.http.annotation.HttpMethodMapping;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final String SERVER = "app.inboundflow.server";
    private static final String[] FEATURES = {"calls", "contacts", "leads", "appointments", "account"};

    /** Handwritten classes; what processors and the generator make has a dollar sign or lives in api. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/$") && !location.contains("$Intercepted"))
            .importPackages(SERVER);

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts", "leads", "appointments", "account"})
    void aFeatureNeverUsesAnother(String feature) {
        var others = Arrays.stream(FEATURES)
                .filter(other -> !other.equals(feature))
                .map(other -> SERVER + "." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(SERVER + "." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void aControllerOfAFeatureImplementsAGeneratedInterfaceAndDecidesNoRoute() {
        classes()
                .that()
                .resideInAnyPackage(packages(FEATURES))
                .and()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .implement(resideInAPackage(SERVER + ".api"))
                .check(CLASSES);
        methods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(packages(FEATURES)))
                .should()
                .notBeMetaAnnotatedWith(HttpMethodMapping.class)
                .check(CLASSES);
    }

    @Test
    void aRepositoryMethodTakesTheOrganizationFirst() {
        methods()
                .that()
                .areDeclaredInClassesThat(simpleNameEndingWith("Repository"))
                .and()
                .doNotHaveModifier(JavaModifier.PRIVATE)
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .and()
                .areNotAnnotatedWith(AcrossOrganizations.class)
                .should(new ArchCondition<>("take UUID organizationId first") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        var parameters = method.reflect().getParameters();
                        events.add(new SimpleConditionEvent(
                                method,
                                parameters.length > 0
                                        && parameters[0].getType() == UUID.class
                                        && parameters[0].getName().equals("organizationId"),
                                method.getFullName()));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void httpIsKnownOnlyWhereItIsSpoken() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages(
                        "api",
                        "auth",
                        "idempotency",
                        "ratelimit",
                        "http",
                        "validation",
                        "problem",
                        "docs",
                        "observability"))
                .and()
                .haveSimpleNameNotEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut.http..", "io.netty..")
                .check(CLASSES);
    }

    @Test
    void sqlIsKnownOnlyWhereDataIsStored() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("database", "postgres", "ndjson", "paging"))
                .and()
                .haveSimpleNameNotEndingWith("Repository")
                .and()
                .haveSimpleNameNotEndingWith("Row")
                .should()
                .dependOnClassesThat(
                        // To recognize why a statement failed is not SQL.
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "io.micronaut.data.jdbc..")
                                .and(not(assignableTo(SQLException.class))))
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(SERVER + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyRoomIsNamedForWhatLivesThere() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..service..", "..impl..", "..dto..", "..mapper..", "..util..", "..common..", "..helper..")
                .check(CLASSES);
    }

    private static String[] packages(String... rooms) {
        return Arrays.stream(rooms).map(room -> SERVER + "." + room + "..").toArray(String[]::new);
    }
}
