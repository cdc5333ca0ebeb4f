package homestretch.core.doctor;

import homestretch.core.access.Grant;
import homestretch.core.access.Rights;
import homestretch.core.access.TokenService;
import homestretch.core.access.Tokens;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.Notices;
import homestretch.core.delivery.Outbox;
import homestretch.core.department.Department;
import homestretch.core.department.Departments;
import homestretch.core.department.Link;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.schedule.Occurrences;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import homestretch.core.time.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for what is wrong with campaigns: calendars, schedules, channels, links. Only reads. */
public final class CampaignChecks {
  /** A schedule whose first time comes later than this after the deadline was not meant so. */
  private static final Duration RESULTS_WITHIN = Duration.ofDays(8);

  private final Transactions transactions;
  private final Campaigns campaigns;
  private final ScheduleService schedules;
  private final Channels channels;
  private final Departments departments;
  private final WorkCalendars calendars;
  private final Notices notices;
  private final Outbox outbox;
  private final TokenService tokens;
  private final Rights rights;
  private final Set<String> platforms;
  private final Clock clock;

  /**
   * @param platforms the chat platforms that the program is connected to when it serves
   */
  public CampaignChecks(
      Transactions transactions,
      Campaigns campaigns,
      ScheduleService schedules,
      Channels channels,
      Departments departments,
      WorkCalendars calendars,
      Notices notices,
      Outbox outbox,
      TokenService tokens,
      Rights rights,
      Set<String> platforms,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.schedules = schedules;
    this.channels = channels;
    this.departments = departments;
    this.calendars = calendars;
    this.notices = notices;
    this.outbox = outbox;
    this.tokens = tokens;
    this.rights = rights;
    this.platforms = Set.copyOf(platforms);
    this.clock = clock;
  }

  /** Everything that can be told without asking a platform. */
  public List<Finding> look() {
    List<Finding> found = new ArrayList<>();
    List<Campaign> all = all();
    if (all.isEmpty()) {
      found.add(Finding.ok(Area.CALENDAR, "还没有战役。", "There is no campaign yet."));
      return found;
    }
    for (Campaign campaign : all) {
      calendar(campaign, found);
      schedules(campaign, found);
      channels(campaign, found);
      links(campaign, found);
    }
    grants(found);
    int open =
        transactions.read(() -> notices.list(true, Long.MAX_VALUE, Integer.MAX_VALUE)).size();
    if (open > 0) {
      found.add(
          Finding.note(
              Area.NOTICE,
              new Text(
                  "有 " + open + " 条提醒待处理。",
                  open + (open == 1 ? " notice is" : " notices are") + " open."),
              new Text("见 GET /api/v1/notices。", "See GET /api/v1/notices.")));
    }
    return found;
  }

  /** The registered channels of a platform. */
  public List<Channel> channels(String platform) {
    return transactions.read(
        () ->
            channels.list(0, Integer.MAX_VALUE).stream()
                .filter(c -> c.address().platform().equals(platform))
                .toList());
  }

  /**
   * The last steps of setting a platform up, of those that have no invitation link: somebody who
   * administers it, a group that is registered, and a first post in each.
   */
  public List<Finding> steps(String platform, Area area) {
    List<Finding> found = new ArrayList<>();
    if (!rights.hasAdministrator(platform)) {
      found.add(Finding.note(area, StepTexts.NO_ADMINISTRATOR, StepTexts.SEND_THE_CODE));
    }
    List<Channel> all = channels(platform);
    if (all.isEmpty()) {
      found.add(Finding.note(area, StepTexts.NO_GROUP, StepTexts.SET_UP_A_GROUP));
    }
    for (Channel channel : all) {
      String address = channel.address().channel();
      Optional<Delivery> last =
          Stream.of(Delivery.State.SENT, Delivery.State.LATE)
              .flatMap(state -> last(channel, state).stream())
              .max(Comparator.comparing(Delivery::plannedAt));
      found.add(
          last.isPresent()
              ? new Finding(
                  Area.CHANNEL,
                  Finding.Level.OK,
                  StepTexts.lastPost(
                      area.label(),
                      address,
                      last.get().plannedAt().atZone(channel.timezone()).toLocalDateTime()),
                  null)
              : Finding.note(
                  Area.CHANNEL, StepTexts.noPost(area.label(), address), StepTexts.FIRST_POST));
    }
    return found;
  }

  private List<Delivery> last(Channel channel, Delivery.State state) {
    Outbox.Filter of = new Outbox.Filter(null, null, channel.id(), state, null, null);
    return transactions.read(() -> outbox.list(of, Long.MAX_VALUE, 1));
  }

  /** Every user and role of a platform that links, rights and schedules name. */
  public List<Reference> references(String platform) {
    List<Reference> named = new ArrayList<>();
    for (Campaign campaign : all()) {
      for (Department department : departments(campaign)) {
        for (Departments.Numbered link :
            transactions.read(() -> departments.numberedLinks(department.id()))) {
          if (link.link().platform().equals(platform) && link.link().kind() != Link.Kind.TOKEN) {
            named.add(
                new Reference(
                    platform,
                    link.link().kind() == Link.Kind.ROLE
                        ? Reference.Kind.ROLE
                        : Reference.Kind.USER,
                    link.link().id(),
                    from(campaign, department),
                    removal(campaign, department, link.id())));
          }
        }
      }
      for (Schedule schedule : of(campaign)) {
        if (schedule.mention() != null && platform.equals("discord")) {
          named.add(
              new Reference(
                  platform,
                  Reference.Kind.ROLE,
                  schedule.mention(),
                  new Text(
                      "发布计划 " + schedule.id().value() + " 的 mention",
                      "the mention of schedule " + schedule.id().value()),
                  changeSchedule(schedule)));
        }
      }
    }
    for (Grant grant : rights.list()) {
      if (grant.platform().equals(platform)) {
        named.add(
            new Reference(
                platform,
                grant.kind() == Grant.Kind.ROLE ? Reference.Kind.ROLE : Reference.Kind.USER,
                grant.external(),
                new Text("权限 " + grant.id(), "right " + grant.id() + " (people)"),
                new Text(
                    "用 DELETE /api/v1/people/" + grant.id() + " 移除，或换成现有的人。",
                    "Remove it by DELETE /api/v1/people/"
                        + grant.id()
                        + ", or name somebody else.")));
      }
    }
    return named;
  }

  private List<Campaign> all() {
    return transactions.read(() -> campaigns.list("", Integer.MAX_VALUE));
  }

  private List<Schedule> of(Campaign campaign) {
    return schedules.list(0, Integer.MAX_VALUE).stream()
        .filter(s -> s.campaign().equals(campaign.id()))
        .toList();
  }

  private List<Department> departments(Campaign campaign) {
    return transactions.read(() -> departments.departments(campaign.id()));
  }

  private void calendar(Campaign campaign, List<Finding> found) {
    WorkCalendar calendar = calendars.of(campaign.calendar());
    List<Integer> missing = new ArrayList<>();
    for (int year = campaign.start().getYear(); year <= campaign.deadline().getYear(); year++) {
      if (!calendar.years().contains(year)) {
        missing.add(year);
      }
    }
    if (missing.isEmpty()) {
      found.add(
          Finding.ok(
              Area.CALENDAR,
              campaign.slug() + "：工作日历 " + campaign.calendar() + " 覆盖全部日期。",
              campaign.slug() + ": the calendar " + campaign.calendar() + " knows all its days."));
      return;
    }
    for (int year : missing) {
      Text what =
          new Text(
              campaign.slug()
                  + "：缺少 "
                  + year
                  + " 年的工作日历（"
                  + campaign.calendar()
                  + "），这一年的剩余工作日无法计算。",
              campaign.slug()
                  + ": the calendar "
                  + campaign.calendar()
                  + " does not know "
                  + year
                  + ": working days of that year cannot be told.");
      Text mend =
          new Text(
              "用 PUT /api/v1/calendars/"
                  + campaign.calendar()
                  + "/"
                  + year
                  + " 录入，或放一个文件 config/calendars/"
                  + campaign.calendar()
                  + ".csv 后重启。",
              "PUT /api/v1/calendars/"
                  + campaign.calendar()
                  + "/"
                  + year
                  + ", or add a file config/calendars/"
                  + campaign.calendar()
                  + ".csv and start again.");
      boolean isOver = campaign.today(clock).isAfter(campaign.deadline());
      found.add(
          isOver
              ? Finding.note(Area.CALENDAR, what, mend)
              : Finding.fault(Area.CALENDAR, what, mend));
    }
  }

  private void schedules(Campaign campaign, List<Finding> found) {
    for (Schedule schedule : of(campaign)) {
      Text name =
          new Text(
              campaign.slug()
                  + "：发布计划 "
                  + schedule.id().value()
                  + "（"
                  + schedule.post().code()
                  + "）",
              campaign.slug()
                  + ": schedule "
                  + schedule.id().value()
                  + " ("
                  + schedule.post().code()
                  + ")");
      if (schedule.channels().isEmpty()) {
        found.add(
            Finding.fault(
                Area.SCHEDULE,
                new Text(
                    name.zh() + "没有频道，发不到任何地方。", name.en() + " has no channel: it posts nowhere."),
                changeSchedule(schedule)));
      }
      Occurrences occurrences = schedules.occurrences(schedule);
      Instant begin =
          WallClock.instant(campaign.start().atStartOfDay(), campaign.timezone()).minusMillis(1);
      Instant latest =
          WallClock.instant(campaign.deadline().plusDays(1).atStartOfDay(), campaign.timezone())
              .plus(RESULTS_WITHIN);
      if (occurrences.next(begin).filter(at -> at.isBefore(latest)).isEmpty()) {
        found.add(
            Finding.fault(
                Area.SCHEDULE,
                new Text(
                    name.zh() + "从战役开始到截止一次也不会触发。",
                    name.en() + " never fires between the campaign's start and its deadline."),
                changeSchedule(schedule)));
        continue;
      }
      Optional<Instant> next = occurrences.next(clock.instant());
      if (schedule.paused()) {
        found.add(
            Finding.note(
                Area.SCHEDULE,
                new Text(name.zh() + "已暂停。", name.en() + " is paused."),
                new Text(
                    "要恢复：POST /api/v1/schedules/" + schedule.id().value() + "/resume。",
                    "To go on: POST /api/v1/schedules/" + schedule.id().value() + "/resume.")));
      } else if (next.isEmpty()) {
        found.add(
            Finding.ok(
                Area.SCHEDULE,
                name.zh() + "已结束：战役已过截止日。",
                name.en() + " has retired: the campaign is over."));
      } else {
        String at = next.get().atZone(schedule.timezone()).toOffsetDateTime().toString();
        found.add(
            Finding.ok(
                Area.SCHEDULE,
                name.zh() + "下次触发 " + at + "。",
                name.en() + " fires next at " + at + "."));
      }
    }
  }

  private static Text changeSchedule(Schedule schedule) {
    String at = "/api/v1/schedules/" + schedule.id().value();
    return new Text(
        "用 PUT " + at + " 修改，或用 DELETE " + at + " 移除。",
        "Change it by PUT " + at + ", or remove it by DELETE " + at + ".");
  }

  private void channels(Campaign campaign, List<Finding> found) {
    List<Channel> own = transactions.read(() -> channels.ofCampaign(campaign.id()));
    if (own.isEmpty()) {
      found.add(
          Finding.note(
              Area.CHANNEL,
              new Text(
                  campaign.slug() + "：没有登记任何频道。", campaign.slug() + ": no channel is registered."),
              new Text("用 POST /api/v1/channels 登记。", "Register one by POST /api/v1/channels.")));
    }
    for (Channel channel : own) {
      String address = channel.address().platform() + " " + channel.address().channel();
      String at = "/api/v1/channels/" + channel.id().value();
      if (!platforms.contains(channel.address().platform())) {
        found.add(
            Finding.fault(
                Area.CHANNEL,
                new Text(
                    campaign.slug() + "：频道 " + address + " 所在的平台没有配置，消息发不出去。",
                    campaign.slug()
                        + ": the platform of channel "
                        + address
                        + " is not configured: nothing is posted there."),
                new Text(
                    "在设置里填写该平台的令牌，或用 DELETE " + at + " 移除频道。",
                    "Set that platform's token in the settings, or remove the channel by DELETE "
                        + at
                        + ".")));
      }
      if (channel.state() == Channel.State.SUSPENDED) {
        found.add(
            Finding.fault(
                Area.CHANNEL,
                new Text(
                    campaign.slug() + "：频道 " + address + " 已停发：" + channel.reason().zh() + "。",
                    campaign.slug()
                        + ": channel "
                        + address
                        + " is suspended: "
                        + channel.reason().en()
                        + "."),
                new Text(
                    "排除原因后 POST " + at + "/resume。",
                    "Mend the reason, then POST " + at + "/resume.")));
      } else if (platforms.contains(channel.address().platform())) {
        found.add(
            Finding.ok(
                Area.CHANNEL,
                campaign.slug() + "：频道 " + address + " 已登记。",
                campaign.slug() + ": channel " + address + " is registered."));
      }
    }
  }

  private void links(Campaign campaign, List<Finding> found) {
    LocalDate today = campaign.today(clock);
    Set<String> live =
        tokens.list().stream()
            .filter(t -> t.revokedAt() == null)
            .map(Tokens.Token::name)
            .collect(Collectors.toSet());
    List<String> silent = new ArrayList<>();
    for (Department department : departments(campaign)) {
      List<Departments.Numbered> links =
          transactions.read(() -> departments.numberedLinks(department.id()));
      if (links.isEmpty() && department.countsOn(today)) {
        silent.add(department.code());
      }
      for (Departments.Numbered numbered : links) {
        Link link = numbered.link();
        Text from = from(campaign, department);
        if (link.kind() == Link.Kind.TOKEN && !live.contains(link.id())) {
          found.add(
              Finding.fault(
                  Area.LINK,
                  new Text(
                      from.zh() + "关联的令牌 " + link.id() + " 不存在或已吊销。",
                      from.en()
                          + " is linked to the token "
                          + link.id()
                          + ", which does not exist or is revoked."),
                  removal(campaign, department, numbered.id())));
        } else if (link.kind() != Link.Kind.TOKEN && !platforms.contains(link.platform())) {
          found.add(
              Finding.fault(
                  Area.LINK,
                  new Text(
                      from.zh() + "关联到没有配置的平台 " + link.platform() + "（" + link.id() + "）。",
                      from.en()
                          + " is linked to "
                          + link.id()
                          + " on "
                          + link.platform()
                          + ", a platform that is not configured."),
                  removal(campaign, department, numbered.id())));
        }
      }
    }
    if (!silent.isEmpty()) {
      found.add(
          Finding.note(
              Area.LINK,
              new Text(
                  campaign.slug()
                      + "："
                      + silent.size()
                      + " 个单位没有关联任何人，不能在聊天里上报："
                      + String.join("、", silent)
                      + "。",
                  campaign.slug()
                      + ": nobody is linked to report by chat for "
                      + String.join(", ", silent)
                      + "."),
              new Text(
                  "用 POST /api/v1/campaigns/" + campaign.slug() + "/departments/单位/links 关联。",
                  "Link somebody by POST /api/v1/campaigns/"
                      + campaign.slug()
                      + "/departments/CODE/links.")));
    }
  }

  private void grants(List<Finding> found) {
    for (Grant grant : rights.list()) {
      if (!platforms.contains(grant.platform())) {
        String at = "/api/v1/people/" + grant.id();
        found.add(
            Finding.note(
                Area.LINK,
                new Text(
                    "权限 "
                        + grant.id()
                        + " 给了没有配置的平台 "
                        + grant.platform()
                        + " 上的 "
                        + grant.external()
                        + "。",
                    "Right "
                        + grant.id()
                        + " is of "
                        + grant.external()
                        + " on "
                        + grant.platform()
                        + ", a platform that is not configured."),
                new Text(
                    "不再需要时用 DELETE " + at + " 移除。",
                    "Remove it by DELETE " + at + " if it is not needed.")));
      }
    }
  }

  private static Text from(Campaign campaign, Department department) {
    return new Text(
        campaign.slug() + "：单位 " + department.code(),
        campaign.slug() + ": department " + department.code());
  }

  private static Text removal(Campaign campaign, Department department, long link) {
    String at =
        "/api/v1/campaigns/"
            + campaign.slug()
            + "/departments/"
            + department.code()
            + "/links/"
            + link;
    return new Text(
        "用 DELETE " + at + " 移除，再关联现有的人或角色。",
        "Remove it by DELETE " + at + ", then link somebody who exists.");
  }
}
