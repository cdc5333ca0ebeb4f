package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calendars as they are published, put over HTTP; the cases L1 to L6 of the hand-over. */
class CalendarApiTest {
  private static final Path CASES = Databases.HOME.resolve("src/test/resources/import-cases");
  private static final String CN_2027 = "/api/v1/calendars/CN/2027";

  private static final String NOTICE_2026 =
      """
      国务院办公厅关于2026年部分节假日安排的通知
      国办发明电〔2025〕7号

      各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
      经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
      一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
      二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
      三、清明节：4月4日（周六）至6日（周一）放假，共3天。
      四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
      五、端午节：6月19日（周五）至21日（周日）放假，共3天。
      六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
      七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
      节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
      国务院办公厅
      2025年11月4日
      """;

  private final SettableClock clock = new SettableClock("2026-11-26T02:00:00Z");
  private Running api;

  @BeforeEach
  void start() {
    api = Running.empty(clock);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Rest.Answer put(String path, String type, byte[] body) {
    return api.send(
        api.request(path)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(body))
            .build());
  }

  private JsonNode taken(String path, String type, String body) {
    Rest.Answer answer = put(path, type, body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Rest.Answer refused(String path, String type, String body) {
    Rest.Answer answer = put(path, type, body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    return answer;
  }

  private Rest.Answer putCase(String folder, String file, String type) throws IOException {
    String[] name = file.replaceFirst("\\..*", "").split("-");
    return put(
        "/api/v1/calendars/" + name[1] + "/" + name[2],
        type,
        Files.readAllBytes(CASES.resolve(folder).resolve(file)));
  }

  private List<String> off(String year) {
    return api.get("/api/v1/calendars/" + year).json().get("holidays").findValuesAsText("date");
  }

  private List<String> worked(String year) {
    return api.get("/api/v1/calendars/" + year).json().get("makeUpDays").findValuesAsText("date");
  }

  private JsonNode workingDaysLeft(String slug, String start, String deadline, String calendar) {
    Rest.Answer made =
        api.post(
            "/api/v1/campaigns",
            """
            {"slug": "%s", "name": "冲刺", "start": "%s", "deadline": "%s",
             "timezone": "Asia/Shanghai", "calendar": "%s"}
            """
                .formatted(slug, start, deadline, calendar));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return countdown(slug);
  }

  private JsonNode countdown(String slug) {
    return api.get("/api/v1/campaigns/" + slug + "/countdown").json().get("workingDaysLeft");
  }

  @Test
  void holiday_cn_json_is_taken() throws IOException {
    Rest.Answer answer = putCase("L1-holiday-cn-json", "put-CN-2027.json", "application/json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("format").asText()).isEqualTo("holiday-cn");
    assertThat(off("CN/2027")).containsExactly("2027-01-01");
    assertThat(worked("CN/2027")).containsExactly("2027-01-03");
  }

  @Test
  void days_of_the_december_before_go_into_that_year_beside_what_it_had() throws IOException {
    List<String> before = off("CN/2026");
    Rest.Answer answer = putCase("L3-cross-year", "put-CN-2027.json", "application/json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/neighbours/0/year").asInt()).isEqualTo(2026);
    assertThat(off("CN/2026"))
        .containsAll(before)
        .contains("2026-12-31")
        .hasSize(before.size() + 1);
    assertThat(worked("CN/2026")).contains("2026-10-10", "2026-12-26");
    assertThat(off("CN/2027")).containsExactly("2027-01-01");
    // Brought again, it says the same and changes no neighbour.
    assertThat(
            putCase("L3-cross-year", "put-CN-2027.json", "application/json")
                .json()
                .get("neighbours"))
        .isEmpty();
  }

  @Test
  void a_neighbour_that_is_not_known_gets_its_days_and_stays_unknown() {
    taken(
        "/api/v1/calendars/SG/2027",
        "text/csv",
        "2026-12-31,off,New Year's Eve\n2027-01-01,off,New Year\n");
    assertThat(api.get("/api/v1/calendars/SG/2026").json().get("known").asBoolean()).isFalse();
    assertThat(workingDaysLeft("sg", "2026-01-01", "2026-12-31", "SG").isNull()).isTrue();
    // Once the year itself comes, the day named by its neighbour is in it.
    taken("/api/v1/calendars/SG/2026", "text/csv", "2026-01-01,off,New Year\n");
    assertThat(off("SG/2026")).containsExactly("2026-01-01", "2026-12-31");
    assertThat(countdown("sg").asInt()).isEqualTo(25);
  }

  @Test
  void a_year_without_one_holiday_is_not_known() throws IOException {
    Rest.Answer answer = putCase("L4-empty-year", "put-CN-2027.json", "application/json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("known").asBoolean()).isFalse();
    assertThat(workingDaysLeft("next", "2026-10-01", "2027-03-31", "CN").isNull()).isTrue();
    assertThat(workingDaysLeft("this", "2026-01-01", "2026-12-31", "CN").asInt()).isEqualTo(26);
    taken(
        "/api/v1/calendars/CN/2026", "application/json", "{\"holidays\": [], \"makeUpDays\": []}");
    assertThat(countdown("this").isNull()).isTrue();
  }

  @Test
  void lines_in_gb18030_keep_their_names() throws IOException {
    Rest.Answer answer = putCase("L5-calendar-gbk", "put-CN-2027.csv", "text/csv");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("encoding").asText()).isEqualTo("GB18030");
    assertThat(api.get(CN_2027).json().at("/holidays/0/name").asText()).isEqualTo("元旦");
  }

  @Test
  void another_weekend_counts_in_the_working_days_and_make_up_days_lie_on_it() throws IOException {
    Rest.Answer answer = putCase("L6-friday-weekend", "put-AE-2026.json", "application/json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("weekend").findValuesAsText("")).isEmpty();
    assertThat(answer.json().get("weekend").toString()).isEqualTo("[\"FRI\",\"SAT\"]");
    // 26 November to 31 December 2026: 36 days, six Fridays among them (27 Nov … 1 Jan is out).
    assertThat(workingDaysLeft("ae", "2026-01-01", "2026-12-31", "AE").asInt()).isEqualTo(26);
    String without =
        Files.readString(CASES.resolve("L6-friday-weekend/put-AE-2026.json"))
            .replace("\"weekend\":[\"FRI\",\"SAT\"],", "");
    assertThat(refused("/api/v1/calendars/OM/2026", "application/json", without).text())
        .contains("2026-01-02");
    // A part that is not named stays: the weekend of the year.
    taken(
        "/api/v1/calendars/AE/2026",
        "application/json",
        "{\"holidays\": [{\"date\": \"2026-12-02\", \"name\": \"National Day\"}]}");
    JsonNode kept = api.get("/api/v1/calendars/AE/2026").json();
    assertThat(kept.get("weekend").toString()).isEqualTo("[\"FRI\",\"SAT\"]");
    assertThat(kept.at("/makeUpDays/0/date").asText()).isEqualTo("2026-01-02");
    assertThat(countdown("ae").asInt()).isEqualTo(25);
    refused("/api/v1/calendars/AE/2026", "application/json", "{\"weekend\": [\"FREITAG\"]}");
  }

  @Test
  void the_state_councils_notice_is_taken_as_it_is_pasted() {
    JsonNode shipped = api.get("/api/v1/calendars/CN/2026").json();
    JsonNode answer = taken("/api/v1/calendars/CN/2026", "text/plain", NOTICE_2026);
    assertThat(answer.get("format").asText()).isEqualTo("notice");
    for (String part : new String[] {"holidays", "makeUpDays"}) {
      assertThat(answer.get(part).findValuesAsText("date"))
          .isEqualTo(shipped.get(part).findValuesAsText("date"));
    }
    assertThat(answer.at("/holidays/3/name").asText()).isEqualTo("春节");
    assertThat(api.get("/api/v1/calendars/CN/2026").json().get("state").asText())
        .isEqualTo("edited");
  }

  @Test
  void an_icalendar_file_is_taken_with_its_spans() {
    JsonNode answer =
        taken(
            CN_2027,
            "text/calendar",
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20270206
            DTEND;VALUE=DATE:20270213
            SUMMARY:春节（休）
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20270214
            SUMMARY:春节
             （班）
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20270809
            SUMMARY:七夕
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20250101
            SUMMARY:元旦（休）
            END:VEVENT
            END:VCALENDAR
            """
                .replace("\n", "\r\n"));
    assertThat(answer.get("format").asText()).isEqualTo("ics");
    assertThat(off("CN/2027")).hasSize(7).contains("2027-02-06", "2027-02-12");
    assertThat(worked("CN/2027")).containsExactly("2027-02-14");
    assertThat(answer.at("/makeUpDays/0/name").asText()).isEqualTo("春节");
    assertThat(answer.get("passedOver").toString()).isEqualTo("{\"2025\":1}");
    assertThat(answer.get("notRead").toString()).contains("七夕");
  }

  @Test
  void what_is_wrong_is_said_all_at_once_and_nothing_is_stored() {
    Rest.Answer csv =
        refused(
            CN_2027,
            "text/csv",
            """
            2027-01-01,off,元旦
            2027-02-30,off,春节
            2027-03-03,maybe,妇女节
            """);
    assertThat(csv.json().findValuesAsText("field")).containsExactly("body:2", "body:3");
    assertThat(refused(CN_2027, "text/csv", "2027-01-01,off,元旦\n2027-01-01,work,元旦\n").text())
        .contains("body:2", "body:1");
    Rest.Answer notice =
        refused(
            CN_2027,
            "text/plain",
            """
            一、元旦：1月1日（周五）至3日（周日）放假，共4天。
            二、清明节：4月31日放假。
            三、劳动节：5月1日（周日）放假。
            四、端午节：6月9日举行龙舟赛。
            五、国庆节：放假七天。
            """);
    assertThat(notice.json().findValuesAsText("field"))
        .containsExactly("body:1", "body:2", "body:3", "body:4", "body:5");
    assertThat(notice.text()).contains("SAT");
    assertThat(
            refused(CN_2027, "text/plain", NOTICE_2026)
                .json()
                .findValuesAsText("expected")
                .toString())
        .contains("2027");
    Rest.Answer json =
        refused(
            CN_2027,
            "application/json",
            """
            {"holidays": [{"date": "2027-13-01", "name": "x"}, {"date": "2027-01-01", "name": ""}],
             "holiday": []}
            """);
    assertThat(json.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/holidays/0/date", "/holidays/1/name", "/holiday");
    assertThat(
            put(
                    CN_2027,
                    "text/csv",
                    "2027-01-01,off,Mariä\n".getBytes(Charset.forName("ISO-8859-1")))
                .status())
        .isEqualTo(422);
    assertThat(
            put(CN_2027, "application/json", "{\"holidays\": [".getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(400);
    assertThat(put(CN_2027, "image/png", new byte[] {1}).status()).isEqualTo(415);
    assertThat(api.get(CN_2027).status()).isEqualTo(404);
  }

  @Test
  void a_stale_change_is_refused() {
    JsonNode first = taken(CN_2027, "text/csv", "2027-01-01,off,元旦\n");
    assertThat(first.get("state").asText()).isEqualTo("edited");
    String tag = api.get(CN_2027).header("ETag");
    taken(CN_2027, "text/csv", "2027-01-02,off,元旦\n");
    Rest.Answer stale =
        api.send(
            api.request(CN_2027)
                .header("Content-Type", "text/csv")
                .header("If-Match", tag)
                .PUT(BodyPublishers.ofString("2027-01-03,off,元旦\n"))
                .build());
    assertThat(stale.status()).isEqualTo(412);
    assertThat(off("CN/2027")).containsExactly("2027-01-02");
  }
}
