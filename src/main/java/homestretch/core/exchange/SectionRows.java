package homestretch.core.exchange;

import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.store.Code;
import homestretch.core.text.Cut;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code sections}, and the sections that {@code goals} name. */
final class SectionRows {
  private static final int MAX_MADE_CODE_LENGTH = 32;

  private final ImportRun run;
  private final List<Section> sections;

  SectionRows(ImportRun run) {
    this.run = run;
    sections = new ArrayList<>(run.stage.sections().sections(run.campaign));
  }

  /** What a row does not say stays as it is. */
  void take(ReadTable table, Row row) {
    String code = Cells.needed(row, "code");
    Section before = byCode(code);
    BigDecimal weight =
        Cells.optional(row, "weight").orElse(before == null ? null : before.weight());
    Section after =
        run.stage
            .sections()
            .put(
                run.campaign,
                new Section(
                    new SectionId(0),
                    run.campaign.id(),
                    code,
                    Cells.bilingual(row, "name"),
                    weight,
                    Cells.optionalDate(row, "from", before == null ? null : before.from()),
                    Cells.optionalDate(row, "until", before == null ? null : before.until()),
                    before == null ? sections.size() + 1 : before.position(),
                    0),
                run.actor);
    run.changed(table, row, before == null ? null : Table.row(before), Table.row(after));
    sections.removeIf(s -> s.code().equals(after.code()));
    sections.add(after);
  }

  List<Section> all() {
    return List.copyOf(sections);
  }

  private @Nullable Section byCode(String code) {
    return sections.stream().filter(s -> Code.same(s.code(), code)).findFirst().orElse(null);
  }

  String codeOf(@Nullable SectionId id) {
    return sections.stream()
        .filter(s -> s.id().equals(id))
        .map(Section::code)
        .findFirst()
        .orElse("");
  }

  /** The section of that code or name; made if there is none, as heavy as its goals together. */
  Section named(String named) {
    Section known = Code.find(sections, Section::code, Section::name, named);
    if (known != null) {
      return known;
    }
    Section made =
        run.stage
            .sections()
            .put(
                run.campaign,
                new Section(
                    new SectionId(0),
                    run.campaign.id(),
                    freeCode(named),
                    Text.same(named),
                    null,
                    null,
                    null,
                    sections.size() + 1,
                    0),
                run.actor);
    sections.add(made);
    return made;
  }

  /** A code made from a name; one that no section has yet, so that two never become one. */
  private String freeCode(String name) {
    String letters = name.replaceAll("[^\\p{L}\\p{N}._-]", "");
    String wanted = letters.isEmpty() ? "S" : Cut.to(letters, MAX_MADE_CODE_LENGTH);
    String code = wanted;
    for (int i = 2; Optional.ofNullable(byCode(code)).isPresent(); i++) {
      code = wanted + "-" + i;
    }
    return code;
  }
}
