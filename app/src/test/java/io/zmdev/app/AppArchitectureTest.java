package io.zmdev.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.zmdev.testing.ArchitectureRules;

@AnalyzeClasses(packages = "io.zmdev", importOptions = ImportOption.DoNotIncludeTests.class)
class AppArchitectureTest {

    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule screens_do_not_see_each_other = slices().matching(
                    "io.zmdev.app.(matrix|topology|walkthrough|queuelab|regions|plan|workbench)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule editing_knows_no_nodes = noClasses()
            .that()
            .resideInAPackage("io.zmdev.app.edit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..");

    @ArchTest
    static final ArchRule building_blocks_know_no_domain = noClasses()
            .that()
            .resideInAPackage("io.zmdev.app.fx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.zmdev.rules..",
                    "io.zmdev.sim..",
                    "io.zmdev.model.ap..",
                    "io.zmdev.model.mdev..",
                    "io.zmdev.app.project..");
}
