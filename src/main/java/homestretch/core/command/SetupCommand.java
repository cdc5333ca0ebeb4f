package homestretch.core.command;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.delivery.ChannelService;
import homestretch.core.delivery.Posts;
import homestretch.core.fault.Fault;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.When;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code /setup}: an administrator registers the channel in which they type, and says in which
 * language what is posted when. Used again, it changes what is named and shows how it stands.
 */
public final class SetupCommand {
  private static final LocalTime MORNING = LocalTime.of(9, 0);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");
  private static final int MOST_ZONES = 25;

  private final Desk desk;
  private final ChannelService channels;
  private final ScheduleService schedules;
  private final Posts posts;
  private final Function<Address, Optional<Text>> unreachable;

  /**
   * @param unreachable asks the platform why posts cannot get to a channel; empty: they can, or it
   *     cannot tell
   */
  public SetupCommand(
      Desk desk,
      ChannelService channels,
      ScheduleService schedules,
      Posts posts,
      Function<Address, Optional<Text>> unreachable) {
    this.desk = desk;
    this.channels = channels;
    this.schedules = schedules;
    this.posts = posts;
    this.unreachable = unreachable;
  }

  public Command command() {
    return new Command(
            "setup",
            SetupTexts.NAME,
            SetupTexts.REGISTER,
            List.of(
                new Option(
                    "campaign", SetupTexts.CAMPAIGN, SetupTexts.IF_SEVERAL, this::completeCampaign),
                new Option("language", SetupTexts.LANGUAGE, SetupTexts.OF_THE_POSTS, null)
                    .oneOf(
                        List.of(
                            new Option.Value("zh-CN", SetupTexts.IN_CHINESE),
                            new Option.Value("en", SetupTexts.IN_ENGLISH))),
                new Option(
                    "timezone",
                    SetupTexts.TIME_ZONE,
                    SetupTexts.WHICH_ZONE,
                    SetupCommand::completeZone),
                new Option("purpose", SetupTexts.PURPOSE, SetupTexts.WHICH_PURPOSE, null)
                    .oneOf(
                        List.of(
                            new Option.Value("posts", SetupTexts.POSTS),
                            new Option.Value("administrators", SetupTexts.NOTICES))),
                new Option("living", SetupTexts.LIVING, SetupTexts.KEPT_UP_TO_DATE, null)
                    .oneOf(
                        List.of(
                            new Option.Value("on", SetupTexts.ON),
                            new Option.Value("off", SetupTexts.OFF))),
                new Option("pictures", SetupTexts.PICTURES, SetupTexts.BOARD_AS_PICTURE, null)
                    .oneOf(
                        List.of(
                            new Option.Value("on", SetupTexts.ON),
                            new Option.Value("off", SetupTexts.OFF))),
                new Option("post", SetupTexts.POST, SetupTexts.ADD, null)
                    .oneOf(
                        List.of(PostKind.values()).stream()
                            .map(kind -> new Option.Value(kind.code(), kind.text()))
                            .toList()),
                new Option("at", SetupTexts.AT, SetupTexts.WHAT_TIME, null)),
            this::setup)
        .needing(Command.Access.ADMINISTRATOR)
        .such(SetupTexts.EXAMPLE);
  }

  private Reply setup(Invocation invocation) {
    Actor actor = Desk.actor(invocation.person());
    Campaign campaign = campaign(invocation);
    if (!desk.isAdministrator(campaign, invocation.person())) {
      throw new Fault.Forbidden(SetupTexts.notYours(campaign));
    }
    // Everything is read before anything is written: what is wrong changes nothing.
    ZoneId zone = invocation.option("timezone").map(SetupCommand::zone).orElse(null);
    LocalTime at = invocation.option("at").map(SetupCommand::time).orElse(MORNING);
    Optional<PostKind> kind = invocation.option("post").map(PostKind::of);
    Channel channel = register(invocation, campaign, actor);
    Channel wanted =
        new Channel(
            channel.id(),
            channel.campaign(),
            channel.address(),
            invocation.option("language").map(Language::of).orElse(channel.language()),
            zone == null ? channel.timezone() : zone,
            channel.quietHours(),
            channel.dailyCap(),
            invocation.option("living").map("on"::equals).orElse(channel.living()),
            invocation.option("pictures").map("on"::equals).orElse(channel.pictures()),
            invocation
                .option("purpose")
                .map(
                    p -> p.equals("posts") ? Channel.Purpose.POSTS : Channel.Purpose.ADMINISTRATORS)
                .orElse(channel.purpose()),
            channel.state(),
            channel.reason(),
            channel.revision());
    if (!wanted.equals(channel)) {
      channel = channels.change(wanted, actor);
    }
    if (kind.isPresent()) {
      add(campaign, channel, kind.get(), at, actor);
    }
    return new Reply.Private(
        invocation.option("preview").isPresent()
            ? preview(campaign, channel, invocation.language())
            : state(campaign, channel, invocation.language()));
  }

  private Channel register(Invocation invocation, Campaign campaign, Actor actor) {
    Optional<Channel> there = desk.channel(invocation);
    if (there.isPresent()) {
      return there.get();
    }
    return channels.add(
        new Channel(
            new ChannelId(0),
            campaign.id(),
            invocation.where(),
            campaign.language(),
            campaign.timezone(),
            null,
            null,
            false,
            false,
            Channel.Purpose.POSTS,
            Channel.State.ACTIVE,
            Channel.NO_REASON,
            0),
        actor);
  }

  /** The channel's, else the one named, else the only one. */
  private Campaign campaign(Invocation invocation) {
    List<Campaign> all = desk.campaigns();
    Optional<String> named = invocation.option("campaign");
    Optional<Channel> channel = desk.channel(invocation);
    if (channel.isPresent()) {
      Campaign registered = desk.campaign(invocation);
      if (named.isPresent() && !isNamed(registered, named.get())) {
        throw new Fault.Conflict(SetupTexts.registeredFor(registered));
      }
      return registered;
    }
    if (named.isEmpty() && all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(c -> named.isPresent() && isNamed(c, named.get()))
        .findFirst()
        .orElseThrow(() -> new Fault.Invalid("campaign", named.orElse(""), SetupTexts.oneOf(all)));
  }

  private static boolean isNamed(Campaign campaign, String typed) {
    return typed.equalsIgnoreCase(campaign.slug())
        || typed.equals(campaign.name().zh())
        || typed.equalsIgnoreCase(campaign.name().en());
  }

  /** One more post, unless the same stands already. */
  private void add(Campaign campaign, Channel channel, PostKind kind, LocalTime at, Actor actor) {
    When when =
        new When.Daily(
            at,
            kind == PostKind.WEEKLY
                ? new When.Days.Named(Set.of(DayOfWeek.MONDAY))
                : new When.Days.Workdays(When.UnknownYear.WEEKDAYS));
    if (of(channel).stream().anyMatch(s -> s.post() == kind && s.when().equals(when))) {
      return;
    }
    schedules.add(
        new Schedule(
            new ScheduleId(0),
            campaign.id(),
            kind,
            when,
            channel.timezone(),
            List.of(channel.id()),
            at.isBefore(Schedule.CATCH_UP_UNTIL) ? Schedule.CATCH_UP_UNTIL : LocalTime.of(23, 59),
            Schedule.BOARD_DAYS,
            false,
            null,
            false,
            Instant.EPOCH,
            0),
        actor);
  }

  private List<Schedule> of(Channel channel) {
    return schedules.list(0, Integer.MAX_VALUE).stream()
        .filter(s -> s.channels().contains(channel.id()))
        .toList();
  }

  private Post state(Campaign campaign, Channel channel, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(SetupTexts.channel(channel, campaign.name()).in(language));
    List<Schedule> planned = of(channel);
    planned.forEach(
        s ->
            lines.add(
                SetupTexts.post(s, schedules.next(s).orElse(null), channel.timezone())
                    .in(language)));
    if (planned.isEmpty()) {
      lines.add(SetupTexts.NO_POSTS.in(language));
    }
    if (channel.state() == Channel.State.SUSPENDED) {
      lines.add(SetupTexts.suspended(channel.reason()).in(language));
    }
    unreachable
        .apply(channel.address())
        .ifPresent(why -> lines.add(SetupTexts.unreachable(why).in(language)));
    List<Button> add = new ArrayList<>();
    if (planned.stream().noneMatch(s -> s.post() == PostKind.DAILY)) {
      add.add(button(SetupTexts.DAILY, Map.of("post", "daily"), language));
    }
    if (planned.stream().noneMatch(s -> s.post() == PostKind.WEEKLY)) {
      add.add(button(SetupTexts.WEEKLY, Map.of("post", "weekly"), language));
    }
    if (channels.isLivingOffered(channel.address().platform())) {
      add.add(
          channel.living()
              ? button(SetupTexts.LIVING_OFF, Map.of("living", "off"), language)
              : button(SetupTexts.LIVING_ON, Map.of("living", "on"), language));
    }
    if (planned.stream().anyMatch(SetupCommand::carriesBoard)) {
      add.add(
          channel.pictures()
              ? button(SetupTexts.PICTURES_OFF, Map.of("pictures", "off"), language)
              : button(SetupTexts.PICTURES_ON, Map.of("pictures", "on"), language));
    }
    List<Button> more =
        List.of(
            channel.language() == Language.ZH
                ? button(SetupTexts.ENGLISH, Map.of("language", "en"), language)
                : button(SetupTexts.CHINESE, Map.of("language", "zh-CN"), language),
            new Button(
                SetupTexts.PREVIEW.in(language),
                Button.Style.PLAIN,
                "setup",
                Map.of("preview", "1"),
                false));
    return new Post(
        SetupTexts.TITLE.in(language),
        List.of(new Block.Lines(lines)),
        "",
        add.isEmpty() ? List.of(more) : List.of(List.copyOf(add), more));
  }

  private static boolean carriesBoard(Schedule schedule) {
    return switch (schedule.post()) {
      case DAILY, LEADERBOARD -> true;
      case COUNTDOWN, WEEKLY -> false;
    };
  }

  private static Button button(Text label, Map<String, String> options, Language language) {
    return new Button(label.in(language), Button.Style.PLAIN, "setup", options, true);
  }

  private Post preview(Campaign campaign, Channel channel, Language language) {
    Post post = posts.of(PostKind.DAILY, campaign, desk.today(campaign), channel.language());
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Lines(post.title()));
    blocks.addAll(post.blocks());
    return new Post(
            SetupTexts.PREVIEWED.in(language), blocks, post.footer(), List.of(), post.image())
        .lit(post.light());
  }

  private static ZoneId zone(String typed) {
    try {
      return ZoneId.of(typed.strip());
    } catch (DateTimeException e) {
      throw new Fault.Invalid("timezone", typed, SetupTexts.A_ZONE);
    }
  }

  private static LocalTime time(String typed) {
    try {
      return LocalTime.parse(
          Words.halfWidth(typed).strip().replace('点', ':').replaceFirst(":$", ":00"), TIME);
    } catch (DateTimeException e) {
      throw new Fault.Invalid("at", typed, SetupTexts.A_TIME);
    }
  }

  private List<Choice> completeCampaign(Invocation soFar, String typed) {
    return desk.campaigns().stream()
        .filter(c -> (c.slug() + " " + c.name().zh() + " " + c.name().en()).contains(typed))
        .map(c -> new Choice(c.name().in(soFar.language()), c.slug()))
        .toList();
  }

  private static List<Choice> completeZone(Invocation soFar, String typed) {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(
            z ->
                z.contains("/")
                    && z.toLowerCase(Locale.ROOT)
                        .contains(typed.isEmpty() ? "asia/sh" : typed.toLowerCase(Locale.ROOT)))
        .sorted()
        .limit(MOST_ZONES)
        .map(z -> new Choice(z, z))
        .toList();
  }
}
