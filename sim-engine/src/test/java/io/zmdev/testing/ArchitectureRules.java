package io.zmdev.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of docs/architecture.md that a machine can hold. The tests of each module check its classes with them. */
public final class ArchitectureRules {

    private static final String[] ENGINE = {
        "io.zmdev.model..", "io.zmdev.rules..", "io.zmdev.sim..", "io.zmdev.plan..", "io.zmdev.exchange.."
    };

    @ArchTest
    static final ArchRule the_model_sees_only_itself = classes()
            .that()
            .resideInAPackage("io.zmdev.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.zmdev.model..", "java.lang..", "java.util..", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule rules_see_only_the_model = classes()
            .that()
            .resideInAPackage("io.zmdev.rules..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.zmdev.rules..",
                    "io.zmdev.model..",
                    "java.lang..",
                    "java.util..",
                    "java.math..",
                    "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_engine_does_no_input_or_output = noClasses()
            .that()
            .resideInAnyPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.nio.file..",
                    "java.net..",
                    "java.util.logging..",
                    "org.slf4j..",
                    "com.fasterxml..",
                    "com.sun.jna..",
                    "picocli..",
                    "javafx..",
                    "java.awt..",
                    "javax.swing..",
                    "io.zmdev.io..",
                    "io.zmdev.hw..",
                    "io.zmdev.service..",
                    "io.zmdev.cli..",
                    "io.zmdev.app..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_engine_has_no_clock_thread_or_chance_of_its_own = noClasses()
            .that()
            .resideInAnyPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Instant")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_io_knows_jackson = noClasses()
            .that()
            .resideOutsideOfPackage("io.zmdev.io..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule only_nativecalls_knows_jna = noClasses()
            .that()
            .resideOutsideOfPackage("io.zmdev.hw.nativecalls..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule only_ssh_knows_sshd = noClasses()
            .that()
            .resideOutsideOfPackage("io.zmdev.hw.ssh..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.sshd..");

    @ArchTest
    static final ArchRule only_cli_knows_picocli = noClasses()
            .that()
            .resideOutsideOfPackage("io.zmdev.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule only_app_knows_javafx = noClasses()
            .that()
            .resideOutsideOfPackage("io.zmdev.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javafx..");

    @ArchTest
    static final ArchRule view_models_know_no_controls = noClasses()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_the_thread_gate_posts_to_the_fx_thread = noClasses()
            .that()
            .resideOutsideOfPackage("io.zmdev.app.fx..")
            .should()
            .callMethod("javafx.application.Platform", "runLater", "java.lang.Runnable")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule screens_do_not_see_each_other = slices().matching("io.zmdev.app.(matrix|walkthrough)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.zmdev.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule simulators_have_no_cycles =
            slices().matching("io.zmdev.sim.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_bridge_has_no_cycles =
            slices().matching("io.zmdev.hw.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_desktop_has_no_cycles =
            slices().matching("io.zmdev.app.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    private ArchitectureRules() {}
}
