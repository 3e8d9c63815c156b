package dev.rondo.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom. A Maven scope alone lets transitive imports through; this does not. */
class HouseRulesTest {
    private static final JavaClasses RONDO =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.rondo");

    /** Besides base, which every room may use. */
    private static final Map<String, List<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("base", List.of()),
                    Map.entry("store", List.of()),
                    Map.entry("journal", List.of()),
                    Map.entry("measures", List.of()),
                    Map.entry("filters", List.of()),
                    Map.entry("inference", List.of("measures")),
                    Map.entry("data", List.of("store", "measures")),
                    Map.entry("tracking", List.of("store", "filters")),
                    Map.entry("registry", List.of("store", "filters", "inference", "tracking")),
                    Map.entry(
                            "training",
                            List.of("data", "tracking", "registry", "inference", "measures")),
                    Map.entry("pipelines", List.of("store")),
                    Map.entry(
                            "serving",
                            List.of("registry", "inference", "store", "journal", "measures")),
                    Map.entry("monitoring", List.of("inference", "measures", "store", "journal")),
                    Map.entry("hosting", List.of("inference")),
                    Map.entry("python", List.of("inference")),
                    Map.entry("onnx", List.of("inference")),
                    Map.entry("http", List.of()),
                    Map.entry("wire.mlflow", List.of("tracking", "registry", "http")),
                    Map.entry("wire.shared", List.of("inference", "http")),
                    Map.entry("wire.oip", List.of("hosting", "inference", "http", "wire.shared")),
                    Map.entry(
                            "wire.tfserving",
                            List.of("hosting", "inference", "http", "wire.rows", "wire.shared")),
                    Map.entry("wire.rows", List.of("hosting", "inference", "wire.shared")),
                    Map.entry(
                            "wire.v1",
                            List.of("hosting", "inference", "http", "wire.rows", "wire.shared")),
                    Map.entry("wire.parquet", List.of("wire.rows")),
                    Map.entry("wire.reflection", List.of("http")),
                    Map.entry(
                            "wire.scoring",
                            List.of(
                                    "hosting",
                                    "inference",
                                    "http",
                                    "wire.parquet",
                                    "wire.rows",
                                    "wire.shared")),
                    Map.entry("client", List.of()),
                    Map.entry("migrate", List.of("client", "store")),
                    Map.entry("demo", List.of("client", "server")));

    @TestFactory
    Stream<DynamicTest> aRoomUsesOnlyWhatTheTableAllows() {
        return MAY_USE.entrySet().stream()
                .map(room ->
                        DynamicTest.dynamicTest(
                                room.getKey(), () -> check(room.getKey(), room.getValue())));
    }

    private static void check(String room, List<String> allowed) {
        var packages =
                Stream.concat(Stream.of(room, "base"), allowed.stream())
                        .map(name -> "dev.rondo." + name)
                        .toArray(String[]::new);
        var own =
                DescribedPredicate.<JavaClass>not(resideInAnyPackage(packages))
                        .and(startsWithRondo());
        noClasses()
                .that()
                .resideInAPackage("dev.rondo." + room)
                .should()
                .dependOnClassesThat(own)
                .because(
                        room
                                + " may use "
                                + (allowed.isEmpty() ? "base only" : "base and " + allowed)
                                + ": a sideways need is a small port in the room that asks, joined in server")
                .allowEmptyShould(true)
                .check(RONDO);
    }

    private static DescribedPredicate<JavaClass> startsWithRondo() {
        return DescribedPredicate.describe(
                "a class of Rondo", type -> type.getPackageName().startsWith("dev.rondo"));
    }

    @Test
    void theDemoKnowsOfTheServerOnlyHowToStartIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.rondo.demo")
                .and()
                .doNotHaveSimpleName("Demo")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.rondo.server")
                .because("the story speaks to the platform over HTTP, as anybody could")
                .check(RONDO);
    }

    @Test
    void nobodyKnowsTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.rondo.demo", "dev.rondo.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.rondo.demo")
                .because(
                        "monitoring, diagnosis and guardrails may know nothing of how the simulation works")
                .check(RONDO);
    }

    @Test
    void noPackageIsInACycle() {
        slices().matching("dev.rondo.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a reader must be able to start at one end")
                .check(RONDO);
    }

    @Test
    void roomsAreFlat() {
        classes()
                .that()
                .resideInAPackage("dev.rondo..")
                .should()
                .resideInAnyPackage("dev.rondo.*", "dev.rondo.wire.*")
                .because(
                        "a room is one flat package, so that hidden types can stay hidden; wire has one for each protocol")
                .check(RONDO);
    }

    @Test
    void onlyTheStoreKnowsJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.rondo.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql", "org.sqlite..", "org.postgresql..")
                .because("only Db knows dialects")
                .check(RONDO);
    }

    @Test
    void onlyTheHttpRoomKnowsVertx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.rondo.http")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .because(
                        "a protocol is written against requests and replies, not against a network library")
                .check(RONDO);
    }

    @Test
    void onlyItsEngineKnowsOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.rondo.onnx")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .because("a model of trees must not load a native library")
                .check(RONDO);
    }
}
