package homestretch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house (shared/design/house.md). */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("homestretch");

  @Test
  void core_uses_only_the_jdk_jspecify_slf4j_and_fractions() {
    classes()
        .that()
        .resideInAPackage("homestretch.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "homestretch.core..",
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "org.apache.commons.numbers.fraction..")
        .check(OURS);
  }

  @Test
  void adapters_never_import_each_other_but_http_and_socket_below_them() {
    slices()
        .matching("homestretch.adapter.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            resideInAnyPackage("homestretch.adapter.http..", "homestretch.adapter.socket.."))
        .check(OURS);
  }

  @Test
  void core_packages_form_no_cycle() {
    slices().matching("homestretch.core.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void only_the_discord_adapter_knows_jda() {
    noClasses()
        .that()
        .resideOutsideOfPackage("homestretch.adapter.discord..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.dv8tion..")
        .check(OURS);
  }

  @Test
  void only_storage_knows_jooq() {
    noClasses()
        .that()
        .resideOutsideOfPackage("homestretch.adapter.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jooq..", "java.sql..", "org.flywaydb..")
        .check(OURS);
  }

  @Test
  void nothing_asks_for_the_time_without_a_clock() {
    noClasses()
        .should()
        .callMethodWhere(
            new DescribedPredicate<JavaMethodCall>("an argument-less now() of java.time") {
              @Override
              public boolean test(JavaMethodCall call) {
                return call.getName().equals("now")
                    && call.getTarget().getOwner().getPackageName().startsWith("java.time")
                    && call.getTarget().getRawParameterTypes().isEmpty();
              }
            })
        .check(OURS);
  }

  @Test
  void system_clocks_are_made_in_main_alone() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("homestretch.Main")
        .should()
        .callMethodWhere(
            new DescribedPredicate<JavaMethodCall>("Clock.system…") {
              @Override
              public boolean test(JavaMethodCall call) {
                return call.getTarget().getOwner().getFullName().equals("java.time.Clock")
                    && call.getName().startsWith("system");
              }
            })
        .check(OURS);
  }

  @Test
  void every_package_says_what_it_is_and_is_null_marked() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
      List<Path> silent =
          folders
              .filter(Files::isDirectory)
              .filter(ArchitectureTest::hasSources)
              .filter(folder -> !saysSo(folder.resolve("package-info.java")))
              .toList();
      assertThat(silent).isEmpty();
    }
  }

  private static boolean hasSources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean saysSo(Path info) {
    try {
      return Files.exists(info)
          && Files.readString(info).contains("@NullMarked")
          && Files.readString(info).contains("/**");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
