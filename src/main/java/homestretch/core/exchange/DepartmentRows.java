package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Cut;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of {@code departments}; a league that is not there yet is made. */
final class DepartmentRows {
  private static final int MAX_MADE_CODE_LENGTH = 32;

  private final ImportRun run;
  private final List<League> leagues;

  DepartmentRows(ImportRun run) {
    this.run = run;
    leagues = new ArrayList<>(run.stage.departments().leagues(run.campaign));
  }

  void take(ReadTable table, Row row) {
    String code = Cells.needed(row, "code");
    Department before = run.departmentOf.get(code);
    League league = league(row);
    Department after =
        run.stage
            .departments()
            .put(
                run.campaign,
                new Department(
                    new DepartmentId(0),
                    run.campaign.id(),
                    league.id(),
                    code,
                    Cells.bilingual(row, "name"),
                    ImportRun.said(row, "lead", before == null ? "" : before.lead()),
                    ImportRun.said(row, "parent", before == null ? "" : before.parent()),
                    ImportRun.said(row, "short_name", before == null ? "" : before.shortName()),
                    Cells.yesOrNo(row, "in_totals", before == null || before.inTotals()),
                    Cells.optionalDate(row, "from", before == null ? null : before.from()),
                    Cells.optionalDate(row, "until", before == null ? null : before.until()),
                    successor(row, before),
                    before == null ? run.departmentOf.size() + 1 : before.position(),
                    0),
                run.actor);
    run.changed(
        table,
        row,
        before == null ? null : Table.row(before, leagueOf(before), successorOf(before)),
        Table.row(after, league, successorOf(after)));
    run.departmentOf.put(code, after);
  }

  /** A department that stands in the file above, or stood before. */
  private @Nullable DepartmentId successor(Row row, @Nullable Department before) {
    String code = row.cell("successor");
    if (code.isEmpty()) {
      return before == null ? null : before.successor();
    }
    Department successor = run.departmentOf.get(code);
    if (successor == null) {
      throw new Fault.Invalid(
          "successor",
          code,
          new Text(
              "已有的、或在本表上方的单位代码",
              "the code of a department that exists or stands above in the file"));
    }
    return successor.id();
  }

  private String successorOf(Department department) {
    return run.departmentOf.values().stream()
        .filter(d -> d.id().equals(department.successor()))
        .map(Department::code)
        .findFirst()
        .orElse("");
  }

  /** A parent may stand anywhere in the tables: asked when all are read. */
  void checkParent(Row row) {
    String parent = row.cell("parent");
    if (!parent.isEmpty()
        && (!run.departmentOf.containsKey(parent) || parent.equals(row.cell("code")))) {
      throw new Fault.Invalid(
          "parent", parent, new Text("另一个单位的代码", "the code of another department"));
    }
  }

  private League leagueOf(Department department) {
    return leagues.stream()
        .filter(l -> l.id().equals(department.league()))
        .findFirst()
        .orElseThrow();
  }

  /** The league of that code or name; made if there is none. */
  private League league(Row row) {
    String named = Cells.needed(row, "league");
    String english = row.cell("league_en");
    Optional<League> known =
        leagues.stream()
            .filter(
                l ->
                    Stream.of(l.code(), l.name().zh(), l.name().en())
                        .anyMatch(name -> name.equals(named)))
            .findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    int position = leagues.size() + 1;
    String code = row.cell("league_code");
    if (code.isEmpty()) {
      code = freeCode(english.isEmpty() ? named : english);
    }
    League made =
        run.stage
            .departments()
            .put(
                run.campaign,
                new League(
                    new LeagueId(0),
                    run.campaign.id(),
                    code,
                    new Text(named, english.isEmpty() ? named : english),
                    position,
                    0),
                run.actor);
    leagues.add(made);
    return made;
  }

  /** A code made from a name; one that no league has yet, so that two never become one. */
  private String freeCode(String name) {
    String letters = name.replaceAll("[^\\p{L}\\p{N}]", "");
    String wanted = letters.isEmpty() ? "L" : Cut.to(letters, MAX_MADE_CODE_LENGTH);
    String code = wanted;
    for (int i = 2; isTaken(code); i++) {
      code = wanted + "-" + i;
    }
    return code;
  }

  private boolean isTaken(String code) {
    return leagues.stream().anyMatch(l -> Code.same(l.code(), code));
  }
}
