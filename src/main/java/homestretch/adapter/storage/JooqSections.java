package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.GOAL;
import static homestretch.adapter.storage.generated.Tables.SCHEME_GOAL;
import static homestretch.adapter.storage.generated.Tables.SCHEME_SECTION;
import static homestretch.adapter.storage.generated.Tables.SECTION;

import homestretch.core.campaign.CampaignId;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Sections;
import homestretch.core.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;

/** {@link Sections} in SQL. */
final class JooqSections implements Sections {
  private final Database database;

  JooqSections(Database database) {
    this.database = database;
  }

  @Override
  public Section addSection(Section s) {
    Rows.changed(database.sql(), s.campaign());
    Long id = Rows.idOf(database.sql(), insert(s), SECTION.ID);
    return s.stored(new SectionId(Objects.requireNonNull(id)), s.campaign(), s.code(), 1);
  }

  @Override
  public void addSections(List<Section> sections) {
    if (sections.isEmpty()) {
      return;
    }
    Rows.changed(database.sql(), sections.getFirst().campaign());
    database
        .sql()
        .batch(sections.stream().map(s -> insert(s).set(SECTION.ID, s.id().value())).toList())
        .execute();
  }

  private InsertSetMoreStep<?> insert(Section s) {
    return database
        .sql()
        .insertInto(SECTION)
        .set(SECTION.CAMPAIGN_ID, s.campaign().value())
        .set(SECTION.CODE, s.code())
        .set(SECTION.NAME, s.name().zh())
        .set(SECTION.NAME_EN, s.name().en())
        .set(SECTION.WEIGHT, s.weight())
        .set(SECTION.FROM_ON, s.from())
        .set(SECTION.UNTIL_ON, s.until())
        .set(SECTION.POSITION, s.position())
        .set(SECTION.REVISION, 1);
  }

  @Override
  public boolean changeSection(Section s) {
    Rows.changed(database.sql(), s.campaign());
    return database
            .sql()
            .update(SECTION)
            .set(SECTION.NAME, s.name().zh())
            .set(SECTION.NAME_EN, s.name().en())
            .set(SECTION.WEIGHT, s.weight())
            .set(SECTION.FROM_ON, s.from())
            .set(SECTION.UNTIL_ON, s.until())
            .set(SECTION.POSITION, s.position())
            .set(SECTION.REVISION, s.revision() + 1)
            .where(SECTION.ID.eq(s.id().value()))
            .and(SECTION.REVISION.eq(s.revision()))
            .execute()
        == 1;
  }

  @Override
  public List<Section> sections(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(SECTION)
        .where(SECTION.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(SECTION.POSITION, SECTION.CODE)
        .fetch(JooqSections::section);
  }

  @Override
  public Map<Text, Long> usesOfSection(SectionId section) {
    long id = section.value();
    Map<Text, Long> uses = new LinkedHashMap<>();
    count(uses, new Text("个指标", "goals"), database.sql().fetchCount(GOAL, GOAL.SECTION_ID.eq(id)));
    count(
        uses,
        new Text("处评分方案版本中的规定", "mentions in versions of the scheme"),
        database.sql().fetchCount(SCHEME_GOAL, SCHEME_GOAL.SECTION_ID.eq(id))
            + database.sql().fetchCount(SCHEME_SECTION, SCHEME_SECTION.SECTION_ID.eq(id)));
    return uses;
  }

  private static void count(Map<Text, Long> uses, Text what, int count) {
    if (count > 0) {
      uses.put(what, (long) count);
    }
  }

  @Override
  public void removeSection(CampaignId campaign, SectionId section) {
    database.sql().deleteFrom(SECTION).where(SECTION.ID.eq(section.value())).execute();
    Rows.changed(database.sql(), campaign);
  }

  private static Section section(Record row) {
    return new Section(
        new SectionId(Rows.get(row, SECTION.ID)),
        new CampaignId(Rows.get(row, SECTION.CAMPAIGN_ID)),
        Rows.get(row, SECTION.CODE),
        new Text(Rows.get(row, SECTION.NAME), Rows.get(row, SECTION.NAME_EN)),
        Rows.orNull(row, SECTION.WEIGHT),
        Rows.orNull(row, SECTION.FROM_ON),
        Rows.orNull(row, SECTION.UNTIL_ON),
        Rows.get(row, SECTION.POSITION),
        Rows.get(row, SECTION.REVISION));
  }
}
