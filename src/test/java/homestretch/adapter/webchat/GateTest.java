package homestretch.adapter.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as written on the wire: a client library sets Host and Origin by itself. */
class GateTest {
  private static final String COMMAND =
      """
      {"person": "reader", "channel": "冲刺播报", "language": "zh-CN", "line": "%s"}\
      """;

  private static Running program;

  @BeforeAll
  static void start() {
    program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), Map.of());
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  private static String here() {
    return "127.0.0.1:" + program.app.port();
  }

  /** The whole answer to a request of these headers, which end the connection. */
  private static String send(String start, String body, String... headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.app.port())) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          start
              + " HTTP/1.1\r\nConnection: close\r\nContent-Length: "
              + bytes.length
              + "\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String command(String line, String... headers) {
    return send("POST /chat/command", COMMAND.formatted(line), headers);
  }

  @Test
  void too_long_a_body_is_refused_in_the_readers_language() {
    String line = "长".repeat(30_000);
    String[] own = {
      "Host: " + here(), "Origin: http://" + here(), "Content-Type: application/json"
    };
    assertThat(command(line, own[0], own[1], own[2], "Accept-Language: zh-CN"))
        .startsWith("HTTP/1.1 413")
        .contains("内容太长", "最多 65536 字节");
    assertThat(command(line, own[0], own[1], own[2], "Accept-Language: en"))
        .startsWith("HTTP/1.1 413")
        .contains("Too large", "at most 65536 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:7070", "127.0.0.1", "127.1.2.3:80", "[::1]:7070"})
  void page_answers_to_every_name_of_this_machine(String host) {
    assertThat(send("GET /", "", "Host: " + host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.1.5:7070"
      })
  void name_that_leads_here_from_elsewhere_is_asked_to_log_in(String host) {
    assertThat(send("GET /", "", "Host: " + host))
        .startsWith("HTTP/1.1 303")
        .contains("Location: /login\r\n");
    for (String path : new String[] {"/chat/state", "/chat/events?person=admin"}) {
      assertThat(send("GET " + path, "", "Host: " + host))
          .startsWith("HTTP/1.1 401")
          .contains("application/problem+json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 10.0.0.1",
        "Forwarded: for=10.0.0.1",
        "Via: 1.1 x",
        "X-Real-IP: 1"
      })
  void who_comes_through_a_proxy_is_asked_to_log_in(String header) {
    assertThat(send("GET /", "", "Host: " + here(), header)).startsWith("HTTP/1.1 303");
    assertThat(send("GET /chat/state", "", "Host: " + here(), header)).startsWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "http://localhost:1", "https://127.0.0.1:1"})
  void another_site_cannot_use_a_command(String origin) {
    assertThat(
            command(
                "/countdown",
                "Host: " + here(),
                "Content-Type: application/json",
                "Origin: " + origin))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void form_of_another_site_cannot_pass_as_json() {
    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      assertThat(command("/countdown", "Host: " + here(), "Content-Type: " + type))
          .startsWith("HTTP/1.1 415");
    }
  }

  @Test
  void own_page_and_a_program_without_an_origin_are_let_in() {
    assertThat(
            command(
                "/countdown",
                "Host: " + here(),
                "Content-Type: application/json",
                "Origin: http://" + here()))
        .startsWith("HTTP/1.1 200");
    assertThat(command("/countdown", "Host: " + here(), "Content-Type: application/json"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void page_may_load_nothing_from_elsewhere_and_run_nothing_that_stands_in_it() {
    String answer = send("GET /", "", "Host: " + here());
    assertThat(answer)
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .contains("require-trusted-types-for 'script'", "frame-ancestors 'none'")
        .contains("X-Content-Type-Options: nosniff", "Cache-Control: no-store")
        .doesNotContain("unsafe-inline", "unsafe-eval", "<style", "onclick");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "\"text\"", "null"})
  void body_that_is_no_object_is_told_so(String body) {
    assertThat(
            send("POST /chat/command", body, "Host: " + here(), "Content-Type: application/json"))
        .startsWith("HTTP/1.1 400")
        .contains("problem+json");
  }

  @Test
  void body_beyond_64_kib_is_refused() {
    assertThat(command("x".repeat(70_000), "Host: " + here(), "Content-Type: application/json"))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void refusal_is_chinese_in_utf_8_and_names_the_field() {
    String answer =
        send(
            "POST /chat/command",
            COMMAND.formatted("/上报 指标:GBR 数值:很多").replace("reader", "reporter-1"),
            "Host: " + here(),
            "Content-Type: application/json");
    assertThat(answer).startsWith("HTTP/1.1 422").contains("数值：“很多”，应为一个数", "\"field\":\"value\"");
  }
}
