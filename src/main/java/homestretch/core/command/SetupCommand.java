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
            new Text("设置", "setup"),
            new Text("登记本频道：战役、语言、时区、播报和时间", "Register this channel: campaign, language, posts"),
            List.of(
                new Option(
                    "campaign",
                    new Text("战役", "campaign"),
                    new Text("有多个战役时选择", "If there are several"),
                    this::completeCampaign),
                new Option(
                        "language",
                        new Text("语言", "language"),
                        new Text("播报用的语言", "The language of the posts"),
                        null)
                    .oneOf(
                        List.of(
                            new Option.Value("zh-CN", new Text("中文", "Chinese")),
                            new Option.Value("en", new Text("英文", "English")))),
                new Option(
                    "timezone",
                    new Text("时区", "timezone"),
                    new Text("如 Asia/Shanghai", "Such as Asia/Shanghai"),
                    SetupCommand::completeZone),
                new Option(
                        "purpose",
                        new Text("用途", "purpose"),
                        new Text("发播报，还是通知管理员", "Posts, or notices to administrators"),
                        null)
                    .oneOf(
                        List.of(
                            new Option.Value("posts", new Text("播报", "posts")),
                            new Option.Value(
                                "administrators", new Text("管理员通知", "administrators")))),
                new Option(
                        "living",
                        new Text("实时榜", "living"),
                        new Text("置顶一张随数据更新的榜", "A pinned board that is kept up to date"),
                        null)
                    .oneOf(
                        List.of(
                            new Option.Value("on", new Text("开", "on")),
                            new Option.Value("off", new Text("关", "off")))),
                new Option("post", new Text("播报", "post"), new Text("添加一种定时播报", "Add a post"), null)
                    .oneOf(
                        List.of(PostKind.values()).stream()
                            .map(kind -> new Option.Value(kind.code(), kind.text()))
                            .toList()),
                new Option(
                    "at",
                    new Text("时间", "at"),
                    new Text("几点，默认 9:00", "When, 9:00 if left out"),
                    null)),
            this::setup)
        .needing(Command.Access.ADMINISTRATOR)
        .such(new Text("/设置 语言:中文 播报:每日播报 时间:9:00", "/setup language:English post:daily at:9:00"));
  }

  private Reply setup(Invocation invocation) {
    Actor actor = Desk.actor(invocation.person());
    Campaign campaign = campaign(invocation);
    if (!desk.isAdministrator(campaign, invocation.person())) {
      throw new Fault.Forbidden(
          new Text(
              "您不是“" + campaign.name().zh() + "”的管理员",
              "you do not administer “" + campaign.name().en() + "”"));
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
        throw new Fault.Conflict(
            new Text(
                "这个频道已登记给“" + registered.name().zh() + "”",
                "this channel is registered for “" + registered.name().en() + "”"));
      }
      return registered;
    }
    if (named.isEmpty() && all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(c -> named.isPresent() && isNamed(c, named.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault.Invalid(
                    "campaign",
                    named.orElse(""),
                    all.isEmpty()
                        ? new Text("已建立的战役（还没有）", "a campaign set up before (there is none)")
                        : new Text(
                            String.join("、", all.stream().map(c -> c.slug()).toList()) + " 之一",
                            "one of "
                                + String.join(", ", all.stream().map(c -> c.slug()).toList()))));
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
    planned.forEach(s -> lines.add(SetupTexts.post(s).in(language)));
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

  private static Button button(Text label, Map<String, String> options, Language language) {
    return new Button(label.in(language), Button.Style.PLAIN, "setup", options, true);
  }

  private Post preview(Campaign campaign, Channel channel, Language language) {
    Post post = posts.of(PostKind.DAILY, campaign, desk.today(campaign), channel.language());
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Lines(post.title()));
    blocks.addAll(post.blocks());
    return new Post(
        SetupTexts.PREVIEWED.in(language), blocks, post.footer(), List.of(), post.image());
  }

  private static ZoneId zone(String typed) {
    try {
      return ZoneId.of(typed.strip());
    } catch (DateTimeException e) {
      throw new Fault.Invalid(
          "timezone",
          typed,
          new Text("时区名称，如 Asia/Shanghai", "the name of a time zone, such as Asia/Shanghai"));
    }
  }

  private static LocalTime time(String typed) {
    try {
      return LocalTime.parse(
          Words.halfWidth(typed).strip().replace('点', ':').replaceFirst(":$", ":00"), TIME);
    } catch (DateTimeException e) {
      throw new Fault.Invalid("at", typed, new Text("时间，如 9:00", "a time, such as 9:00"));
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
