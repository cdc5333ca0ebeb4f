package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A department in bodies and answers. */
record DepartmentJson(
    @Is(
            value = "Its name in addresses, files and commands",
            example = "GBR",
            required = true,
            fixed = true,
            longest = 64,
            as = Is.As.CODE)
        @Nullable String code,
    @Is(value = "Its name in Chinese", example = "高北区", required = true, as = Is.As.NAME)
        @Nullable String name,
    @Is(
            value = "Its name in English; the Chinese one if left out",
            example = "Gaobei",
            as = Is.As.NAME)
        @Nullable String nameEn,
    @Is(
            value = "The code or name of the league that it belongs to last",
            example = "districts",
            required = true)
        @Nullable String league,
    @Is(
            value =
                "The day from which another league holds; left out: from today, or ever since while"
                    + " no board is published",
            example = "2026-07-01",
            nullable = true,
            writeOnly = true)
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @Nullable LocalDate leagueFrom,
    @Is(value = "Who answers for it; may be empty", example = "王某") @Nullable String lead,
    @Is(value = "The code of the department above it; may be empty", example = "CITY")
        @Nullable String parent,
    @Is(value = "For narrow columns; empty: the name serves", example = "高北")
        @Nullable String shortName,
    @Is(value = "Whether its figures are in totals", example = "true") @Nullable Boolean inTotals,
    @Is(
            value = "The first day on which it counts; null: the campaign's",
            example = "2026-01-01",
            nullable = true)
        @Nullable LocalDate from,
    @Is(
            value = "The last day on which it counts; null: the campaign's",
            example = "2026-12-31",
            nullable = true)
        @Nullable LocalDate until,
    @Is(
            value = "The department with which its figures go on after until; null: none",
            example = "GBR",
            nullable = true)
        @Nullable String successor,
    @Is(value = "Its place among the departments", example = "1", min = "0", max = "1000000")
        @Nullable Integer position,
    @Is(
            value = "Who reports for it, for administrators alone; a change names them all",
            nullable = true)
        @Nullable List<Who> links) {

  /** Who reports, as a part of a department. */
  record Who(
      @Is(value = "The chat platform, or api", example = "discord", required = true, longest = 32)
          @Nullable String platform,
      @Is(value = "A user, the bearers of a role, or a token", example = "user", required = true)
          Link.@Nullable Kind kind,
      @Is(
              value = "The platform's own id of it",
              example = "1234567890",
              required = true,
              longest = 64,
              as = Is.As.SAID)
          @Nullable String id) {}

  /**
   * @param links null: the reader may not know
   */
  static DepartmentJson of(
      Department d, String league, @Nullable String successor, @Nullable List<Link> links) {
    return new DepartmentJson(
        d.code(),
        d.name().zh(),
        d.name().en(),
        league,
        null,
        d.lead(),
        d.parent(),
        d.shortName(),
        d.inTotals(),
        d.from(),
        d.until(),
        successor,
        d.position(),
        links == null
            ? null
            : links.stream().map(l -> new Who(l.platform(), l.kind(), l.id())).toList());
  }
}
