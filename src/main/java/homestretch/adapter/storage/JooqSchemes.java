package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.SCHEME;
import static homestretch.adapter.storage.generated.Tables.SCHEME_GOAL;
import static homestretch.adapter.storage.generated.Tables.SCHEME_GRADE;
import static homestretch.adapter.storage.generated.Tables.SCHEME_ITEM;
import static homestretch.adapter.storage.generated.Tables.SCHEME_SECTION;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.SectionId;
import homestretch.core.score.Scheme;
import homestretch.core.score.Schemes;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** {@link Schemes} in SQL; a campaign without a row has the standard scheme as version 1. */
public final class JooqSchemes implements Schemes {
  private final Database database;

  public JooqSchemes(Database database) {
    this.database = database;
  }

  @Override
  public Scheme add(CampaignId campaign, Scheme s, Actor actor, Instant at) {
    Rows.changed(database.sql(), campaign);
    int version = versions(campaign).stream().mapToInt(Scheme::version).max().orElse(0) + 1;
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(SCHEME)
                .set(SCHEME.CAMPAIGN_ID, campaign.value())
                .set(SCHEME.VERSION, version)
                .set(SCHEME.FROM_ON, s.from())
                .set(SCHEME.GREEN_ABOVE_POINTS, s.greenAbove())
                .set(SCHEME.YELLOW_FROM_POINTS, s.yellowFrom())
                .set(SCHEME.ORDERED_BY, s.order().name())
                .set(SCHEME.TIE_RULE, s.tieRule().name())
                .set(SCHEME.MISSING, s.missing().name())
                .set(SCHEME.DISCLOSURE, s.disclosure().name())
                .set(SCHEME.GROWTH_BASE_POINTS, s.growth().base())
                .set(SCHEME.GROWTH_STEP_POINTS, s.growth().step())
                .set(SCHEME.GROWTH_LIMIT_POINTS, s.growth().limit())
                .set(SCHEME.GROWTH_GREEN_POINTS, s.growth().greenFrom())
                .set(SCHEME.GROWTH_YELLOW_POINTS, s.growth().yellowFrom())
                .set(SCHEME.SHOWN_DECIMALS, s.shownDecimals())
                .set(SCHEME.PLAY, s.play().name())
                .set(SCHEME.REASON, s.reason())
                .set(SCHEME.ACTOR, actor.name())
                .set(SCHEME.DOOR, actor.door())
                .set(SCHEME.ENTERED_AT, at),
            SCHEME.ID);
    for (Map.Entry<GoalId, Scheme.Weighing> weighing : s.weighings().entrySet()) {
      database
          .sql()
          .insertInto(SCHEME_GOAL)
          .set(SCHEME_GOAL.SCHEME_ID, id)
          .set(SCHEME_GOAL.GOAL_ID, weighing.getKey().value())
          .set(SCHEME_GOAL.WEIGHT, weighing.getValue().weight())
          .set(SCHEME_GOAL.CAP, weighing.getValue().cap())
          .set(SCHEME_GOAL.IS_PLACED, weighing.getValue().placed() != null)
          .set(SCHEME_GOAL.SECTION_ID, section(weighing.getValue().placed()))
          .set(SCHEME_GOAL.RULE, WrittenRule.of(weighing.getValue().rule()))
          .execute();
    }
    s.sectionWeights()
        .forEach(
            (section, weight) ->
                database
                    .sql()
                    .insertInto(SCHEME_SECTION)
                    .set(SCHEME_SECTION.SCHEME_ID, id)
                    .set(SCHEME_SECTION.SECTION_ID, section.value())
                    .set(SCHEME_SECTION.WEIGHT, weight)
                    .execute());
    for (int i = 0; i < s.grades().size(); i++) {
      Scheme.Grade grade = s.grades().get(i);
      database
          .sql()
          .insertInto(SCHEME_GRADE)
          .set(SCHEME_GRADE.SCHEME_ID, id)
          .set(SCHEME_GRADE.POSITION, i)
          .set(SCHEME_GRADE.NAME, grade.name().zh())
          .set(SCHEME_GRADE.NAME_EN, grade.name().en())
          .set(SCHEME_GRADE.FROM_POINTS, grade.from())
          .set(SCHEME_GRADE.SHARE_POINTS, grade.share())
          .execute();
    }
    for (int i = 0; i < s.items().size(); i++) {
      Scheme.Item item = s.items().get(i);
      database
          .sql()
          .insertInto(SCHEME_ITEM)
          .set(SCHEME_ITEM.SCHEME_ID, id)
          .set(SCHEME_ITEM.CODE, item.code())
          .set(SCHEME_ITEM.KIND, item.kind().name())
          .set(SCHEME_ITEM.NAME, item.name().zh())
          .set(SCHEME_ITEM.NAME_EN, item.name().en())
          .set(SCHEME_ITEM.CAP, item.cap())
          .set(SCHEME_ITEM.POSITION, i)
          .execute();
    }
    return versions(campaign).getLast();
  }

  private static @Nullable Long section(Scheme.@Nullable Placed placed) {
    return placed == null || placed.section() == null ? null : placed.section().value();
  }

  private static Scheme.@Nullable Placed placed(Record row) {
    if (!Rows.get(row, SCHEME_GOAL.IS_PLACED)) {
      return null;
    }
    Long section = Rows.orNull(row, SCHEME_GOAL.SECTION_ID);
    return new Scheme.Placed(section == null ? null : new SectionId(section));
  }

  @Override
  public Scheme on(Campaign campaign, LocalDate day, @Nullable Instant known) {
    List<Scheme> versions =
        versions(campaign.id(), known == null ? DSL.noCondition() : SCHEME.ENTERED_AT.le(known));
    return versions.stream()
        .filter(s -> !s.from().isAfter(day))
        .reduce((earlier, later) -> later)
        .orElseGet(
            () -> versions.isEmpty() ? Scheme.standard(campaign.start()) : versions.getFirst());
  }

  @Override
  public List<Scheme> versions(CampaignId campaign) {
    return versions(campaign, DSL.noCondition());
  }

  private List<Scheme> versions(CampaignId campaign, Condition wanted) {
    List<Scheme> versions = new ArrayList<>();
    for (Record row :
        database
            .sql()
            .selectFrom(SCHEME)
            .where(SCHEME.CAMPAIGN_ID.eq(campaign.value()))
            .and(wanted)
            .orderBy(SCHEME.VERSION)
            .fetch()) {
      versions.add(scheme(row));
    }
    return versions;
  }

  private Scheme scheme(Record row) {
    Long id = Rows.get(row, SCHEME.ID);
    Map<GoalId, Scheme.Weighing> weighings =
        database
            .sql()
            .selectFrom(SCHEME_GOAL)
            .where(SCHEME_GOAL.SCHEME_ID.eq(id))
            .fetchMap(
                goal -> new GoalId(Rows.get(goal, SCHEME_GOAL.GOAL_ID)),
                goal ->
                    new Scheme.Weighing(
                        Rows.get(goal, SCHEME_GOAL.WEIGHT),
                        Rows.orNull(goal, SCHEME_GOAL.CAP),
                        placed(goal),
                        WrittenRule.read(Rows.get(goal, SCHEME_GOAL.RULE))));
    List<Scheme.Item> items =
        database
            .sql()
            .selectFrom(SCHEME_ITEM)
            .where(SCHEME_ITEM.SCHEME_ID.eq(id))
            .orderBy(SCHEME_ITEM.POSITION)
            .fetch(
                item ->
                    new Scheme.Item(
                        Rows.get(item, SCHEME_ITEM.CODE),
                        new Text(
                            Rows.get(item, SCHEME_ITEM.NAME), Rows.get(item, SCHEME_ITEM.NAME_EN)),
                        Scheme.Item.Kind.valueOf(Rows.get(item, SCHEME_ITEM.KIND)),
                        Rows.get(item, SCHEME_ITEM.CAP)));
    Map<SectionId, BigDecimal> sections =
        database
            .sql()
            .selectFrom(SCHEME_SECTION)
            .where(SCHEME_SECTION.SCHEME_ID.eq(id))
            .fetchMap(
                each -> new SectionId(Rows.get(each, SCHEME_SECTION.SECTION_ID)),
                each -> Rows.get(each, SCHEME_SECTION.WEIGHT));
    List<Scheme.Grade> grades =
        database
            .sql()
            .selectFrom(SCHEME_GRADE)
            .where(SCHEME_GRADE.SCHEME_ID.eq(id))
            .orderBy(SCHEME_GRADE.POSITION)
            .fetch(
                grade ->
                    new Scheme.Grade(
                        new Text(
                            Rows.get(grade, SCHEME_GRADE.NAME),
                            Rows.get(grade, SCHEME_GRADE.NAME_EN)),
                        Rows.get(grade, SCHEME_GRADE.FROM_POINTS),
                        Rows.orNull(grade, SCHEME_GRADE.SHARE_POINTS)));
    return new Scheme(
        Rows.get(row, SCHEME.VERSION),
        Rows.get(row, SCHEME.FROM_ON),
        Rows.get(row, SCHEME.GREEN_ABOVE_POINTS),
        Rows.get(row, SCHEME.YELLOW_FROM_POINTS),
        Scheme.Order.valueOf(Rows.get(row, SCHEME.ORDERED_BY)),
        Scheme.TieRule.valueOf(Rows.get(row, SCHEME.TIE_RULE)),
        Scheme.Missing.valueOf(Rows.get(row, SCHEME.MISSING)),
        Scheme.Disclosure.valueOf(Rows.get(row, SCHEME.DISCLOSURE)),
        new Scheme.Growth(
            Rows.get(row, SCHEME.GROWTH_BASE_POINTS),
            Rows.get(row, SCHEME.GROWTH_STEP_POINTS),
            Rows.get(row, SCHEME.GROWTH_LIMIT_POINTS),
            Rows.get(row, SCHEME.GROWTH_GREEN_POINTS),
            Rows.get(row, SCHEME.GROWTH_YELLOW_POINTS)),
        weighings,
        sections,
        items,
        grades,
        Rows.get(row, SCHEME.SHOWN_DECIMALS),
        Scheme.Play.valueOf(Rows.get(row, SCHEME.PLAY)),
        Rows.get(row, SCHEME.REASON));
  }
}
