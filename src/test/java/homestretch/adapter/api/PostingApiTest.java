package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels, schedules, deliveries, calendars and templates, over HTTP. */
class PostingApiTest {
  private final SettableClock clock = new SettableClock("2026-09-30T02:00:00Z");
  private Running api;

  @BeforeEach
  void start() {
    api = Running.empty(clock);
    api.post(
        "/api/v1/campaigns",
        """
        {"slug": "city", "name": "全市冲刺", "nameEn": "City drive", "start": "2026-01-01",
         "deadline": "2026-12-31", "timezone": "Asia/Shanghai"}
        """);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private long channel(String address, String more) {
    Rest.Answer answer =
        api.post(
            "/api/v1/channels",
            "{\"campaign\": \"city\", \"platform\": \"web\", \"address\": \"%s\"%s}"
                .formatted(address, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("id").asLong();
  }

  private long schedule(String more, long... channels) {
    Rest.Answer answer =
        api.post(
            "/api/v1/schedules",
            "{\"campaign\": \"city\", \"channels\": %s, %s}"
                .formatted(java.util.Arrays.toString(channels), more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("id").asLong();
  }

  private static void refused(Rest.Answer answer, String field, String value) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().findValuesAsText("field")).anyMatch(f -> f.startsWith(field));
    assertThat(answer.json().findValuesAsText("value")).anyMatch(v -> v.contains(value));
    assertThat(answer.json().findValuesAsText("expected")).noneMatch(String::isBlank);
  }

  private static List<String> skipped(JsonNode item) {
    List<String> skipped = new ArrayList<>();
    item.get("skipped")
        .forEach(s -> skipped.add(s.get("date").asText() + " " + s.get("reason").asText()));
    return skipped;
  }

  @Test
  void a_channel_is_registered_changed_suspended_resumed_and_removed() {
    long id =
        channel(
            "news",
            ", \"quietHours\": {\"from\": \"22:00\", \"to\": \"08:00\"}, \"dailyCap\": 3,"
                + " \"purpose\": \"administrators\"");
    String path = "/api/v1/channels/" + id;
    JsonNode read = api.get(path).json();
    assertThat(read.at("/quietHours/from").asText()).isEqualTo("22:00");
    assertThat(read.get("purpose").asText()).isEqualTo("administrators");
    assertThat(read.get("state").asText()).isEqualTo("active");
    assertThat(
            api.post(
                    "/api/v1/channels",
                    "{\"campaign\": \"city\", \"platform\": \"web\", \"address\": \"news\"}")
                .status())
        .isEqualTo(409);
    String tag = api.get(path).header("ETag");
    Rest.Answer changed =
        api.put(path, "{\"dailyCap\": null, \"purpose\": \"posts\"}", "If-Match", tag);
    assertThat(changed.json().get("dailyCap").isNull()).isTrue();
    assertThat(changed.json().at("/quietHours/to").asText()).isEqualTo("08:00");
    assertThat(api.put(path, "{\"dailyCap\": 9}", "If-Match", tag).status()).isEqualTo(412);
    refused(api.put(path, "{\"dailyCap\": 0}"), "dailyCap", "0");
    refused(api.put(path, "{\"purpose\": \"boss\"}"), "purpose", "boss");
    refused(
        api.put(path, "{\"quietHours\": {\"from\": \"08:00\", \"to\": \"08:00\"}}"),
        "quietHours",
        "08:00");
    assertThat(api.get(path).json().get("dailyCap").isNull()).isTrue();

    assertThat(
            api.post(path + "/suspend", "{\"reason\": \"moving\"}").json().get("reason").asText())
        .isEqualTo("moving");
    assertThat(api.get(path).json().get("state").asText()).isEqualTo("suspended");
    assertThat(api.post(path + "/resume", "").json().get("state").asText()).isEqualTo("active");
    assertThat(api.write("DELETE", path, "").status()).isEqualTo(204);
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(channel("news", "")).isEqualTo(id);
  }

  @Test
  void a_schedule_has_defaults_and_names_what_is_wrong() {
    long news = channel("news", "");
    long id = schedule("\"post\": \"daily\", \"at\": \"09:00\"", news);
    String path = "/api/v1/schedules/" + id;
    JsonNode read = api.get(path).json();
    assertThat(read.toString())
        .contains(
            "\"days\":\"workdays\"",
            "\"catchUpUntil\":\"18:00\"",
            "\"boardDays\":[\"MON\"]",
            "\"unknownYear\":\"weekdays\"",
            "\"onlyIfChanged\":false",
            "\"mention\":null",
            "\"state\":\"active\"");
    Rest.Answer changed =
        api.put(
            path,
            "{\"unknownYear\": \"daily\", \"boardDays\": [\"MON\", \"THU\"], \"mention\": \"42\","
                + " \"onlyIfChanged\": true}");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().toString())
        .contains(
            "\"days\":\"workdays\"",
            "\"at\":\"09:00\"",
            "\"unknownYear\":\"daily\"",
            "\"boardDays\":[\"MON\",\"THU\"]",
            "\"mention\":\"42\"");
    // What was read can be sent back as it is.
    assertThat(api.put(path, changed.json().toString().replace("\"cron\":null,", "")).status())
        .isEqualTo(200);
    refused(api.put(path, "{\"mention\": \"@everyone\"}"), "mention", "@everyone");
    refused(api.put(path, "{\"boardDays\": [\"XXX\"]}"), "boardDays", "XXX");
    refused(api.put(path, "{\"unknownYear\": \"never\"}"), "unknownYear", "never");
    refused(api.put(path, "{\"cron\": \"every day\"}"), "cron", "every day");
    refused(api.put(path, "{\"channels\": [999]}"), "channels", "999");
    assertThat(api.get(path).json().get("mention").asText()).isEqualTo("42");

    assertThat(api.post(path + "/pause", "").json().get("state").asText()).isEqualTo("paused");
    assertThat(skipped(api.get(path + "/upcoming").json()))
        .hasSizeGreaterThan(4)
        .anyMatch(s -> s.endsWith(" paused"));
    assertThat(api.get(path + "/upcoming").json().get("items")).isEmpty();
    assertThat(api.post(path + "/resume", "").json().get("state").asText()).isEqualTo("active");
    assertThat(api.write("DELETE", path, "").status()).isEqualTo(204);
    assertThat(api.get(path).status()).isEqualTo(404);
  }

  @Test
  void upcoming_shows_the_next_five_and_why_days_between_are_left_out() {
    long quiet = channel("quiet", ", \"quietHours\": {\"from\": \"22:00\", \"to\": \"09:30\"}");
    long id = schedule("\"post\": \"countdown\", \"at\": \"09:00\"", quiet);
    JsonNode upcoming = api.get("/api/v1/schedules/" + id + "/upcoming").json();
    assertThat(upcoming.get("items").findValuesAsText("plannedAt"))
        .containsExactly(
            "2026-10-08T01:00:00Z",
            "2026-10-09T01:00:00Z",
            "2026-10-10T01:00:00Z",
            "2026-10-12T01:00:00Z",
            "2026-10-13T01:00:00Z");
    JsonNode first = upcoming.at("/items/0");
    assertThat(skipped(first)).hasSize(7).contains("2026-10-01 holiday: 国庆节");
    assertThat(first.at("/moved/0/reason").asText()).isEqualTo("quiet hours 22:00–09:30");
    assertThat(first.at("/moved/0/to").asText()).isEqualTo("2026-10-08T09:30:00+08:00");
    assertThat(skipped(upcoming.at("/items/3"))).containsExactly("2026-10-11 weekend");
    JsonNode chinese =
        api.send(
                api.request("/api/v1/schedules/" + id + "/upcoming")
                    .header("Accept-Language", "zh-CN")
                    .build())
            .json();
    assertThat(skipped(chinese.at("/items/3"))).containsExactly("2026-10-11 周末");
  }

  @Test
  void a_preview_says_what_would_be_posted_and_posts_nothing() {
    long zh = channel("zh", "");
    long en = channel("en", ", \"locale\": \"en\"");
    long id = schedule("\"post\": \"daily\", \"at\": \"09:00\", \"days\": \"all\"", zh, en);
    String path = "/api/v1/schedules/" + id + "/preview?at=";
    JsonNode preview = api.get(path + "2026-12-31").json();
    assertThat(preview.get("planned").asBoolean()).isTrue();
    assertThat(preview.get("at").asText()).isEqualTo("2026-12-31T01:00:00Z");
    assertThat(preview.get("items").findValuesAsText("title"))
        .containsExactly("全市冲刺：今天是最后一天", "City drive: today is the last day");
    assertThat(api.get(path + "2027-01-01T09:00").json().get("items").findValuesAsText("title"))
        .contains("City drive: the results");
    assertThat(api.get(path + "2026-10-09T05:00:00Z").json().get("planned").asBoolean()).isFalse();
    refused(api.get(path + "tomorrow"), "at", "tomorrow");
    assertThat(api.get("/api/v1/deliveries").json().get("items")).isEmpty();
  }

  @Test
  void deliveries_are_listed_by_state_schedule_channel_and_date() {
    long a = channel("a", "");
    long b = channel("b", ", \"quietHours\": {\"from\": \"09:00\", \"to\": \"12:00\"}");
    long first = schedule("\"post\": \"countdown\", \"at\": \"09:00\"", a, b);
    long second = schedule("\"post\": \"leaderboard\", \"at\": \"09:00\"", a);
    JsonNode run = api.post("/api/v1/schedules/" + first + "/run", "").json();
    assertThat(run.get("items").findValuesAsText("state")).containsExactly("sent", "planned");
    assertThat(run.at("/items/1/reason").asText()).contains("quiet hours");
    assertThat(run.at("/items/1/dueAt").asText()).isEqualTo("2026-09-30T04:00:00Z");
    api.post("/api/v1/schedules/" + second + "/run", "");
    assertThat(list("")).hasSize(3);
    assertThat(list("?state=sent")).hasSize(2);
    assertThat(list("?channel=" + b)).hasSize(1);
    assertThat(list("?schedule=" + second)).hasSize(1);
    assertThat(list("?date=2026-09-30")).hasSize(3);
    assertThat(list("?date=2026-09-29")).isEmpty();
    assertThat(list("?from=2026-09-30&to=2026-10-02&state=planned")).hasSize(1);
    refused(api.get("/api/v1/deliveries?state=lost"), "state", "lost");
    refused(api.get("/api/v1/deliveries?date=soon"), "date", "soon");
    long sent = run.at("/items/0/id").asLong();
    assertThat(api.get("/api/v1/deliveries/" + sent).json().get("messageId").isNull()).isFalse();
    assertThat(api.post("/api/v1/deliveries/" + sent + "/retry", "").status()).isEqualTo(409);
    assertThat(api.get("/api/v1/deliveries/999").status()).isEqualTo(404);
  }

  @Test
  void what_was_not_posted_can_be_posted_by_hand() {
    long a = channel("a", "");
    long id = schedule("\"post\": \"countdown\", \"at\": \"09:00\"", a);
    api.post("/api/v1/channels/" + a + "/suspend", "");
    JsonNode failed = api.post("/api/v1/schedules/" + id + "/run", "").json().at("/items/0");
    assertThat(failed.get("state").asText()).isEqualTo("failed");
    String one = "/api/v1/deliveries/" + failed.get("id").asLong();
    // Written down in both languages, and said in the reader's.
    assertThat(failed.get("reason").asText())
        .isEqualTo("the channel is suspended: by an administrator");
    assertThat(
            api.send(api.request(one).header("Accept-Language", "zh").build())
                .json()
                .get("reason")
                .asText())
        .isEqualTo("频道已停发：由管理员停发");
    String retry = one + "/retry";
    assertThat(api.post(retry, "").json().get("state").asText()).isEqualTo("failed");
    assertThat(list("?state=sent")).isEmpty();
    // Resuming posts what is still worth posting.
    api.post("/api/v1/channels/" + a + "/resume", "");
    assertThat(list("?state=sent")).hasSize(1);
    assertThat(api.post(retry, "").status()).isEqualTo(409);
  }

  private JsonNode list(String query) {
    return api.get("/api/v1/deliveries" + query).json().get("items");
  }

  @Test
  void calendars_are_given_as_json_or_csv_checked_and_taken_back() {
    String path = "/api/v1/calendars/CN/2026";
    JsonNode shipped = api.get(path).json();
    assertThat(shipped.get("source").asText()).isEqualTo("shipped");
    assertThat(shipped.get("makeUpDays").findValuesAsText("date")).contains("2026-10-10");
    assertThat(api.get("/api/v1/calendars/CN/2027").status()).isEqualTo(404);

    Rest.Answer put =
        api.put(
            "/api/v1/calendars/CN/2027",
            """
            {"holidays": [{"date": "2027-01-01", "name": "元旦"}],
             "makeUpDays": [{"date": "2027-01-02", "name": "元旦"}]}
            """);
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(api.get("/api/v1/calendars/CN/2027").json().get("source").asText())
        .isEqualTo("given");
    assertThat(api.get("/api/v1/calendars").json().get("items").findValuesAsText("state"))
        .containsExactly("shipped", "shipped", "edited");
    refused(
        api.put(path, "{\"holidays\": [{\"date\": \"2027-05-01\", \"name\": \"x\"}]}"),
        "holidays",
        "2027-05-01");
    refused(
        api.put(
            path,
            """
            {"holidays": [], "makeUpDays": [{"date": "2026-10-09", "name": "a Friday"}]}
            """),
        "makeUpDays",
        "2026-10-09");
    refused(
        api.put(
            path,
            """
            {"holidays": [{"date": "2026-10-10", "name": "x"}],
             "makeUpDays": [{"date": "2026-10-10", "name": "x"}]}
            """),
        "makeUpDays",
        "2026-10-10");
    refused(api.put("/api/v1/calendars/china/2026", "{\"holidays\": []}"), "country", "china");
    refused(api.put("/api/v1/calendars/CN/26", "{\"holidays\": []}"), "year", "26");
    assertThat(api.get(path).json().get("source").asText()).isEqualTo("shipped");

    Rest.Answer csv =
        api.send(
            api.request("/api/v1/calendars/DE-BY/2026")
                .header("Content-Type", "text/csv")
                .PUT(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "# Bayern\n2026-10-03,off,Tag der Deutschen Einheit\n"))
                .build());
    assertThat(csv.status()).as(csv.text()).isEqualTo(200);
    assertThat(api.get("/api/v1/calendars/DE-BY/2026").json().get("holidays")).hasSize(1);

    // It counts at once: the first week of October without its holiday.
    long id = schedule("\"post\": \"countdown\", \"at\": \"09:00\"", channel("a", ""));
    api.put(path, "{\"holidays\": [{\"date\": \"2026-01-01\", \"name\": \"元旦\"}]}");
    String upcoming = "/api/v1/schedules/" + id + "/upcoming";
    assertThat(api.get(upcoming).json().at("/items/0/local").asText()).startsWith("2026-10-01");
    assertThat(api.write("DELETE", path, "").status()).isEqualTo(204);
    assertThat(api.get(upcoming).json().at("/items/0/local").asText()).startsWith("2026-10-08");
    assertThat(api.write("DELETE", path, "").status()).isEqualTo(404);
  }

  @Test
  void templates_are_checked_when_saved_previewed_and_used() {
    String path = "/api/v1/campaigns/city/templates";
    JsonNode all = api.get(path).json();
    assertThat(all.get("items").findValuesAsText("name"))
        .containsExactly("daily", "weekly", "results");
    assertThat(all.get("placeholders").get("days").asText()).isEqualTo("days left");
    refused(api.put(path + "/daily", "{\"zh\": \"{campaign}\\n还有 {dayz} 天\"}"), "zh:2", "{dayz}");
    refused(api.put(path + "/daily", "{\"en\": \"{campaign\"}"), "en:1", "{campaign");
    assertThat(api.get(path + "/daily").json().get("own").asBoolean()).isFalse();
    assertThat(api.put(path + "/unknown", "{}").status()).isEqualTo(404);

    JsonNode draft =
        api.post(
                path + "/daily/preview",
                "{\"en\": \"{campaign}, day {days}\\n{{sic}}\", \"on\": \"2026-12-31\"}")
            .json();
    assertThat(draft.at("/items/1/title").asText()).isEqualTo("City drive, day 1");
    assertThat(draft.at("/items/1/blocks/0/lines/0").asText()).isEqualTo("{sic}");

    Rest.Answer saved = api.put(path + "/daily", "{\"en\": \"{campaign}: {days} left!\"}");
    assertThat(saved.status()).as(saved.text()).isEqualTo(200);
    assertThat(saved.json().get("own").asBoolean()).isTrue();
    assertThat(api.put(path + "/daily", "{\"en\": \"x\"}", "If-Match", "\"7\"").status())
        .isEqualTo(412);
    assertThat(api.get(path + "/daily/preview?on=2026-12-30").json().at("/items/1/title").asText())
        .isEqualTo("City drive: 2 left!");
    long id =
        schedule(
            "\"post\": \"countdown\", \"at\": \"09:00\"", channel("en", ", \"locale\": \"en\""));
    assertThat(
            api.get("/api/v1/schedules/" + id + "/preview?at=2026-12-30")
                .json()
                .at("/items/0/title")
                .asText())
        .isEqualTo("City drive: 2 left!");
    assertThat(api.write("DELETE", path + "/daily", "").status()).isEqualTo(204);
    assertThat(api.get(path + "/daily").json().get("own").asBoolean()).isFalse();
  }

  @Test
  void the_operator_sees_figures_and_what_needs_a_person() {
    long a = channel("a", "");
    long id = schedule("\"post\": \"countdown\", \"at\": \"09:00\"", a);
    api.post("/api/v1/schedules/" + id + "/run", "");
    String metrics = api.get("/metrics").text();
    assertThat(metrics)
        .contains(
            "homestretch_deliveries{state=\"sent\"} 1.0\n",
            "homestretch_deliveries{state=\"missed\"} 0.0\n",
            "homestretch_deliveries{state=\"failed\"} 0.0\n",
            "homestretch_deliveries{state=\"uncertain\"} 0.0\n",
            "homestretch_delivery_oldest_pending_seconds 0.0\n",
            "homestretch_delivery_lag_seconds 0.0\n",
            "homestretch_open_notices 0.0\n");
    assertThat(api.get("/api/v1/notices").json().get("items")).isEmpty();
    assertThat(api.post("/api/v1/notices/1/resolve", "").status()).isEqualTo(404);
    assertThat(api.get("/health/ready").json().get("notices").asText()).isEqualTo("ok");
  }
}
