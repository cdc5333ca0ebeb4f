package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.exchange.TableTemplate.CodeList;
import homestretch.core.exchange.TableTemplate.Column;
import homestretch.core.exchange.TableTemplate.Holds;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Section;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Templates of a campaign's tables: what may be chosen are its own codes. */
final class Templates {
  private final Language language;
  private final Map<String, CodeList> choices = new LinkedHashMap<>();

  Templates(
      Language language,
      List<Department> departments,
      List<League> leagues,
      List<Goal> goals,
      List<Section> sections) {
    this.language = language;
    choices.put(
        "department",
        new CodeList(
            new Text("单位", "Units").in(language),
            departments.stream().map(Department::code).toList(),
            departments.stream().map(d -> d.name().in(language)).toList()));
    choices.put(
        "goal",
        new CodeList(
            new Text("指标", "Goals").in(language),
            goals.stream().map(Goal::code).toList(),
            goals.stream()
                .map(g -> g.name().in(language) + " (" + g.unit().in(language) + ")")
                .toList()));
    if (!leagues.isEmpty()) {
      choice(
          "league", new Text("组别", "Leagues"), leagues.stream().map(l -> l.name().zh()).toList());
    }
    if (!sections.isEmpty()) {
      choices.put(
          "section",
          new CodeList(
              new Text("板块", "Sections").in(language),
              sections.stream().map(Section::code).toList(),
              sections.stream().map(s -> s.name().in(language)).toList()));
    }
    choice("direction", new Text("方向", "Directions"), List.of("up", "down"));
    choice(
        "kind",
        new Text("类型", "Kinds"),
        List.of("total", "level", "growth", "ratio", "milestones"));
    choice("period", new Text("周期", "Periods"), List.of("year", "campaign"));
    choice(
        "due_every",
        new Text("报送频率", "How often"),
        Stream.of(Goal.DueEvery.values()).map(Table::lower).toList());
    choice("state", new Text("状态", "States"), List.of("provisional", "verified"));
    choice("in_totals", new Text("计入合计", "In totals"), List.of("true", "false"));
  }

  private void choice(String column, Text title, List<String> codes) {
    choices.put(column, new CodeList(title.in(language), codes, List.of()));
  }

  /**
   * @throws Fault.Invalid if there is no table of that name
   */
  TableTemplate of(String name) {
    Table table =
        Table.of(name)
            .orElseThrow(
                () ->
                    new Fault.Invalid(
                        "table",
                        name,
                        Text.same(
                            Stream.of(Table.values())
                                .map(Table::code)
                                .collect(Collectors.joining(", ")))));
    List<Column> columns = new ArrayList<>();
    List<CodeList> lists = new ArrayList<>();
    for (String column : table.columns()) {
      TemplateTexts.Words words = TemplateTexts.of(column);
      int list = -1;
      CodeList codes = choices.get(column);
      boolean ofAdjustment = table == Table.ADJUSTMENTS && column.equals("kind");
      if (ofAdjustment) {
        codes =
            new CodeList(
                new Text("类型", "Kinds").in(language),
                List.of("bonus", "deduction", "veto"),
                List.of());
      }
      if (codes != null && !codes.codes().isEmpty()) {
        list = lists.size();
        lists.add(codes);
      }
      columns.add(
          new Column(
              language == Language.ZH ? words.header() : column,
              (table.needed.contains(column) ? TemplateTexts.NEEDED : TemplateTexts.OPTIONAL)
                  .in(language),
              words.explanation().in(language),
              ofAdjustment ? "bonus" : words.example(),
              Table.isDate(column)
                  ? Holds.DATE
                  : Table.isNumber(column) ? Holds.NUMBER : Holds.TEXT,
              list));
    }
    return new TableTemplate(
        table.code(),
        TemplateTexts.GUIDE.in(language),
        TemplateTexts.INTRO.stream().map(t -> t.in(language)).toList(),
        TemplateTexts.HEADINGS.stream().map(t -> t.in(language)).toList(),
        columns,
        lists);
  }
}
