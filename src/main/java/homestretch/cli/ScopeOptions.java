package homestretch.cli;

import homestretch.App;
import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a token or an invitation may, where, and until when. */
final class ScopeOptions {
  private static final Pattern FOR_A_TIME = Pattern.compile("(\\d{1,5})([hd])");

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      descriptionKey = "scope.role",
      completionCandidates = Roles.class)
  private @Nullable String role;

  @Option(names = "--campaign", paramLabel = "SLUG", descriptionKey = "scope.campaign")
  private List<String> campaigns = new ArrayList<>();

  @Option(names = "--all-campaigns", descriptionKey = "scope.all-campaigns")
  private boolean all;

  @Option(
      names = "--departments",
      paramLabel = "A,B",
      split = ",",
      descriptionKey = "scope.departments")
  private List<String> departments = new ArrayList<>();

  @Option(names = "--leagues", paramLabel = "A,B", split = ",", descriptionKey = "scope.leagues")
  private List<String> leagues = new ArrayList<>();

  @Option(names = "--goals", paramLabel = "A,B", split = ",", descriptionKey = "scope.goals")
  private List<String> goals = new ArrayList<>();

  @Option(names = "--expires", paramLabel = "WHEN", descriptionKey = "scope.expires")
  private @Nullable String expires;

  /** What the shell completes. */
  static final class Roles extends ArrayList<String> {
    Roles() {
      super(List.of("viewer", "reporter", "reviewer", "administrator"));
    }
  }

  /**
   * @param otherwise the role if none is given; null: one must be
   * @throws Misused naming the option
   */
  Scope scope(App app, @Nullable Role otherwise) {
    if (all && !campaigns.isEmpty()) {
      throw new Misused(
          "--campaign 与 --all-campaigns 只用其一", "either --campaign or --all-campaigns, not both");
    }
    Role of = role(otherwise);
    only(Role.REPORTER, of, "--departments", departments);
    only(Role.REVIEWER, of, "--leagues", leagues);
    only(Role.REVIEWER, of, "--goals", goals);
    List<Campaign> within = new ArrayList<>();
    Set<CampaignId> ids = new HashSet<>();
    for (String slug : campaigns) {
      Campaign campaign = app.campaigns().find(slug);
      within.add(campaign);
      ids.add(campaign.id());
    }
    boolean everywhere = campaigns.isEmpty();
    List<Campaign> where = everywhere ? app.campaigns().list() : within;
    return new Scope(
        of,
        everywhere ? null : ids,
        codes(
            "--departments",
            departments,
            where,
            new Text("单位", "department"),
            (campaign, code) -> app.departments().find(campaign, code).code()),
        codes(
            "--leagues",
            leagues,
            where,
            new Text("组别", "league"),
            (campaign, code) ->
                app.departments()
                    .league(campaign, code)
                    .orElseThrow(() -> new Fault.NotFound(new Text("组别", "league"), code))
                    .code()),
        codes(
            "--goals",
            goals,
            where,
            new Text("指标", "goal"),
            (campaign, code) -> app.goals().find(campaign, code).code()));
  }

  private static void only(Role needed, Role given, String option, List<String> codes) {
    if (!codes.isEmpty() && given != needed) {
      String role = "--role " + needed.name().toLowerCase(Locale.ROOT);
      throw new Misused(option + "：只用于 " + role, option + ": only with " + role);
    }
  }

  private Role role(@Nullable Role otherwise) {
    if (role == null && otherwise != null) {
      return otherwise;
    }
    for (Role each : Role.values()) {
      if (role != null && each.name().equals(role.strip().toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    String given = role == null ? "" : "“" + role + "”";
    throw new Misused(
        "--role：" + given + "应为 viewer、reporter、reviewer 或 administrator",
        "--role: "
            + given
            + (given.isEmpty() ? "" : ", ")
            + "expected viewer, reporter, reviewer or administrator");
  }

  private static Set<String> codes(
      String option,
      List<String> typed,
      List<Campaign> within,
      Text what,
      BiFunction<Campaign, String, String> finder) {
    Set<String> all = new HashSet<>();
    for (String code : typed) {
      boolean known = false;
      for (Campaign campaign : within) {
        try {
          all.add(finder.apply(campaign, code.strip()));
          known = true;
        } catch (Fault.NotFound e) {
          // Another campaign of the scope may have it.
        }
      }
      if (!known) {
        throw new Misused(
            option + "：“" + code + "”，应为范围内某个战役的" + what.zh() + "代码",
            option
                + ": “"
                + code
                + "”, expected the code of a "
                + what.en()
                + " of a campaign given");
      }
    }
    return all;
  }

  /**
   * An instant, a day (its end, in the zone of the settings) or a time from now ({@code 12h},
   * {@code 30d}); null: none was given.
   */
  @Nullable Instant expires(Clock clock, ZoneId zone) {
    if (expires == null) {
      return null;
    }
    Matcher time = FOR_A_TIME.matcher(expires.strip());
    try {
      if (time.matches()) {
        long many = Long.parseLong(time.group(1));
        return clock
            .instant()
            .plus(time.group(2).equals("d") ? Duration.ofDays(many) : Duration.ofHours(many));
      }
      return expires.contains("T")
          ? Instant.parse(expires.strip())
          : LocalDate.parse(expires.strip()).plusDays(1).atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      throw new Misused(
          "--expires：“" + expires + "”，应为 2027-01-31、2027-01-31T12:00:00Z、30d 或 12h",
          "--expires: “" + expires + "”, expected 2027-01-31, 2027-01-31T12:00:00Z, 30d or 12h");
    }
  }

  /** As the API says it. */
  static Map<String, @Nullable Object> json(Scope scope, App app) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("role", scope.role().name().toLowerCase(Locale.ROOT));
    json.put("campaigns", slugs(scope, app));
    json.put("allCampaigns", scope.campaigns() == null);
    json.put("departments", scope.departments().stream().sorted().toList());
    json.put("leagues", scope.leagues().stream().sorted().toList());
    json.put("goals", scope.goals().stream().sorted().toList());
    return json;
  }

  private static @Nullable List<String> slugs(Scope scope, App app) {
    Set<CampaignId> some = scope.campaigns();
    return some == null
        ? null
        : some.stream().map(id -> app.campaigns().get(id).slug()).sorted().toList();
  }

  /** {@code reporter city-2026 LJ GX}. */
  static String shown(Scope scope, App app, String everywhere) {
    List<String> slugs = slugs(scope, app);
    return scope.role().name().toLowerCase(Locale.ROOT)
        + "  "
        + (slugs == null ? everywhere : String.join(" ", slugs))
        + shown(scope.departments())
        + shown(scope.leagues())
        + shown(scope.goals());
  }

  private static String shown(Set<String> codes) {
    return codes.isEmpty() ? "" : "  " + String.join(" ", codes.stream().sorted().toList());
  }
}
