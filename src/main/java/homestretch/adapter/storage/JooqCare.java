package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CARE;
import static homestretch.adapter.storage.generated.Tables.CARE_CONTACT;
import static homestretch.adapter.storage.generated.Tables.CARE_REQUEST;
import static homestretch.adapter.storage.generated.Tables.CARE_TALK;
import static homestretch.adapter.storage.generated.Tables.CARE_TOLD;

import homestretch.core.campaign.CampaignId;
import homestretch.core.care.Care;
import homestretch.core.care.CareRequest;
import homestretch.core.care.CareSettings;
import homestretch.core.care.CareTelling;
import homestretch.core.chat.Address;
import homestretch.core.department.DepartmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/** {@link Care} in SQL. */
public final class JooqCare implements Care {
  private final Database database;

  public JooqCare(Database database) {
    this.database = database;
  }

  @Override
  public CareSettings settings(CampaignId campaign) {
    Record row =
        database.sql().selectFrom(CARE).where(CARE.CAMPAIGN_ID.eq(campaign.value())).fetchOne();
    if (row == null) {
      return CareSettings.OFF;
    }
    List<CareSettings.Contact> contacts =
        database
            .sql()
            .selectFrom(CARE_CONTACT)
            .where(CARE_CONTACT.CAMPAIGN_ID.eq(campaign.value()))
            .orderBy(CARE_CONTACT.ID)
            .fetch(
                contact -> {
                  Long department = Rows.orNull(contact, CARE_CONTACT.DEPARTMENT_ID);
                  return new CareSettings.Contact(
                      department == null ? null : new DepartmentId(department),
                      CareSettings.Step.valueOf(Rows.get(contact, CARE_CONTACT.STEP)),
                      Rows.get(contact, CARE_CONTACT.PLATFORM),
                      Rows.get(contact, CARE_CONTACT.PERSON));
                });
    return new CareSettings(
        Rows.get(row, CARE.IS_ACTIVE),
        Rows.get(row, CARE.GRACE_DAYS),
        Rows.get(row, CARE.WEEKLY_CAP),
        contacts,
        Rows.get(row, CARE.REVISION));
  }

  @Override
  public boolean put(CampaignId campaign, CareSettings wanted) {
    int changed =
        wanted.revision() == 0
            ? database
                .sql()
                .insertInto(CARE)
                .set(CARE.CAMPAIGN_ID, campaign.value())
                .set(CARE.IS_ACTIVE, wanted.isOn())
                .set(CARE.GRACE_DAYS, wanted.graceDays())
                .set(CARE.WEEKLY_CAP, wanted.weeklyCap())
                .set(CARE.REVISION, 1)
                .onConflict(CARE.CAMPAIGN_ID)
                .doNothing()
                .execute()
            : database
                .sql()
                .update(CARE)
                .set(CARE.IS_ACTIVE, wanted.isOn())
                .set(CARE.GRACE_DAYS, wanted.graceDays())
                .set(CARE.WEEKLY_CAP, wanted.weeklyCap())
                .set(CARE.REVISION, wanted.revision() + 1)
                .where(CARE.CAMPAIGN_ID.eq(campaign.value()))
                .and(CARE.REVISION.eq(wanted.revision()))
                .execute();
    if (changed != 1) {
      return false;
    }
    database
        .sql()
        .deleteFrom(CARE_CONTACT)
        .where(CARE_CONTACT.CAMPAIGN_ID.eq(campaign.value()))
        .execute();
    for (CareSettings.Contact contact : wanted.contacts()) {
      DepartmentId department = contact.department();
      database
          .sql()
          .insertInto(CARE_CONTACT)
          .set(CARE_CONTACT.CAMPAIGN_ID, campaign.value())
          .set(CARE_CONTACT.DEPARTMENT_ID, department == null ? null : department.value())
          .set(CARE_CONTACT.STEP, contact.step().name())
          .set(CARE_CONTACT.PLATFORM, contact.platform())
          .set(CARE_CONTACT.PERSON, contact.person())
          .execute();
    }
    return true;
  }

  @Override
  public List<CareRequest> since(CampaignId campaign, LocalDate day) {
    return where(CARE_REQUEST.CAMPAIGN_ID.eq(campaign.value()).and(CARE_REQUEST.ASKED_ON.ge(day)));
  }

  @Override
  public List<CareRequest> of(DepartmentId department, String period) {
    return where(
        CARE_REQUEST.DEPARTMENT_ID.eq(department.value()).and(CARE_REQUEST.PERIOD.eq(period)));
  }

  @Override
  public Optional<CareRequest> add(CampaignId campaign, CareRequest r) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(CARE_REQUEST)
                .set(CARE_REQUEST.CAMPAIGN_ID, campaign.value())
                .set(CARE_REQUEST.DEPARTMENT_ID, r.department().value())
                .set(CARE_REQUEST.PERIOD, r.period())
                .set(CARE_REQUEST.STEP, r.step().name())
                .set(CARE_REQUEST.ASKED_ON, r.askedOn())
                .set(CARE_REQUEST.MINUTES, r.minutes())
                .set(CARE_REQUEST.TOLD, 0)
                .onConflict(
                    CARE_REQUEST.CAMPAIGN_ID,
                    CARE_REQUEST.DEPARTMENT_ID,
                    CARE_REQUEST.PERIOD,
                    CARE_REQUEST.STEP)
                .doNothing(),
            CARE_REQUEST.ID);
    return id == null ? Optional.empty() : where(CARE_REQUEST.ID.eq(id)).stream().findFirst();
  }

  @Override
  public List<CareRequest> open(CampaignId campaign) {
    return where(CARE_REQUEST.CAMPAIGN_ID.eq(campaign.value()).and(CARE_REQUEST.SENT_AT.isNull()));
  }

  @Override
  public boolean begin(long id, Instant at, Instant unless) {
    return database
            .sql()
            .update(CARE_REQUEST)
            .set(CARE_REQUEST.BEGUN_AT, at)
            .where(CARE_REQUEST.ID.eq(id))
            .and(CARE_REQUEST.SENT_AT.isNull())
            .and(CARE_REQUEST.BEGUN_AT.isNull().or(CARE_REQUEST.BEGUN_AT.lt(unless)))
            .execute()
        == 1;
  }

  @Override
  public void sent(long id, Instant at, int told) {
    database
        .sql()
        .update(CARE_REQUEST)
        .set(CARE_REQUEST.SENT_AT, at)
        .set(CARE_REQUEST.TOLD, told)
        .where(CARE_REQUEST.ID.eq(id))
        .execute();
  }

  @Override
  public Optional<CareTelling> telling(long request, String platform, String person) {
    return database
        .sql()
        .selectFrom(CARE_TOLD)
        .where(CARE_TOLD.REQUEST_ID.eq(request))
        .and(one(platform, person).or(one("", "")))
        // Their own before what a version without it left.
        .orderBy(CARE_TOLD.PLATFORM.desc())
        .limit(1)
        .fetchOptional(JooqCare::telling);
  }

  private static CareTelling telling(Record row) {
    String outcome = Rows.orNull(row, CARE_TOLD.OUTCOME);
    return new CareTelling(
        Rows.get(row, CARE_TOLD.BEGUN_AT),
        outcome == null ? null : CareTelling.Outcome.valueOf(outcome));
  }

  private static Condition one(String platform, String person) {
    return CARE_TOLD.PLATFORM.eq(platform).and(CARE_TOLD.PERSON.eq(person));
  }

  @Override
  public void telling(long request, String platform, String person, Instant at) {
    database
        .sql()
        .insertInto(CARE_TOLD)
        .set(CARE_TOLD.REQUEST_ID, request)
        .set(CARE_TOLD.PLATFORM, platform)
        .set(CARE_TOLD.PERSON, person)
        .set(CARE_TOLD.BEGUN_AT, at)
        .onConflict(CARE_TOLD.REQUEST_ID, CARE_TOLD.PLATFORM, CARE_TOLD.PERSON)
        .doNothing()
        .execute();
  }

  @Override
  public void told(long request, String platform, String person, CareTelling.Outcome outcome) {
    database
        .sql()
        .update(CARE_TOLD)
        .set(CARE_TOLD.OUTCOME, outcome.name())
        .where(CARE_TOLD.REQUEST_ID.eq(request))
        .and(one(platform, person))
        .execute();
  }

  @Override
  public void untold(long request, String platform, String person) {
    database
        .sql()
        .deleteFrom(CARE_TOLD)
        .where(CARE_TOLD.REQUEST_ID.eq(request))
        .and(one(platform, person))
        .execute();
  }

  @Override
  public void talked(CampaignId campaign, Address address) {
    database
        .sql()
        .insertInto(CARE_TALK)
        .set(CARE_TALK.PLATFORM, address.platform())
        .set(CARE_TALK.ADDRESS, address.channel())
        .set(CARE_TALK.CAMPAIGN_ID, campaign.value())
        .onConflict(CARE_TALK.PLATFORM, CARE_TALK.ADDRESS)
        .doUpdate()
        .set(CARE_TALK.CAMPAIGN_ID, campaign.value())
        .execute();
  }

  @Override
  public Optional<CampaignId> talkOf(Address address) {
    return database
        .sql()
        .select(CARE_TALK.CAMPAIGN_ID)
        .from(CARE_TALK)
        .where(CARE_TALK.PLATFORM.eq(address.platform()))
        .and(CARE_TALK.ADDRESS.eq(address.channel()))
        .fetchOptional(row -> new CampaignId(Rows.get(row, CARE_TALK.CAMPAIGN_ID)));
  }

  private List<CareRequest> where(Condition wanted) {
    return database
        .sql()
        .selectFrom(CARE_REQUEST)
        .where(wanted)
        .orderBy(CARE_REQUEST.ID)
        .fetch(JooqCare::request);
  }

  private static CareRequest request(Record row) {
    return new CareRequest(
        Rows.get(row, CARE_REQUEST.ID),
        new DepartmentId(Rows.get(row, CARE_REQUEST.DEPARTMENT_ID)),
        Rows.get(row, CARE_REQUEST.PERIOD),
        CareSettings.Step.valueOf(Rows.get(row, CARE_REQUEST.STEP)),
        Rows.get(row, CARE_REQUEST.ASKED_ON),
        Rows.get(row, CARE_REQUEST.MINUTES),
        Rows.orNull(row, CARE_REQUEST.BEGUN_AT),
        Rows.orNull(row, CARE_REQUEST.SENT_AT),
        Rows.get(row, CARE_REQUEST.TOLD));
  }
}
