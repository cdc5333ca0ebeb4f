package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.exchange.RawTable;
import homestretch.testing.Books;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private static final String IMPORT = "/api/v1/campaigns/sample-2026/import";
  private static final byte[] MEGABYTE = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);

  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.with(new SettableClock("2026-11-26T08:00:00Z"), Map.of());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static Rest.Answer upload(String path, String file, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file + "\"\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return running.send(
        running
            .request(path)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  /** Sends until the server hangs up; what it said. */
  private static String sendMuch(String lengthHeader, boolean chunked) throws IOException {
    URI uri = URI.create(running.url(IMPORT));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + IMPORT
                  + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + Running.TOKEN
                  + "\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                  + lengthHeader
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      try {
        write(
            out,
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII),
            chunked);
        for (int i = 0; i < 80; i++) {
          write(out, MEGABYTE, chunked);
        }
      } catch (SocketException e) {
        // It hung up: the answer is there.
      }
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  private static void write(OutputStream out, byte[] bytes, boolean chunked) throws IOException {
    if (chunked) {
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    out.write(bytes);
    if (chunked) {
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void what_is_too_large_is_refused_while_it_arrives() throws IOException {
    assertThat(sendMuch("Content-Length: " + (80 << 20), false)).isEqualTo("HTTP/1.1 413");
    assertThat(sendMuch("Transfer-Encoding: chunked", true)).isEqualTo("HTTP/1.1 413");
  }

  @Test
  void a_file_that_was_made_to_break_its_reader_is_a_422_that_names_the_bound() {
    Rest.Answer answer =
        upload(
            IMPORT,
            "reports.xlsx",
            Books.xlsx(
                "reports",
                part -> part.add("<row r=\"2\"><c r=\"A2\"><v>1e99999999</v></c></row>")));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("detail").asText()).contains("an exponent of at most 308");
  }

  @Test
  void a_form_that_breaks_off_is_the_callers_fault() {
    Rest.Answer answer =
        running.send(
            running
                .request(IMPORT)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString("--b\r\nContent-Dispo"))
                .build());
    assertThat(answer.status()).isEqualTo(422);
    // The server hangs up: a client that does not know would send its next request there.
    assertThat(answer.header("Connection")).isEqualTo("close");
  }

  @Test
  void an_import_that_nobody_knows_is_not_found() {
    assertThat(running.get("/api/v1/campaigns/sample-2026/imports/0123456789ab").status())
        .isEqualTo(404);
    assertThat(
            running
                .send(
                    running
                        .request("/api/v1/campaigns/sample-2026/imports/0123456789ab")
                        .DELETE()
                        .build())
                .status())
        .isEqualTo(404);
  }

  @Test
  void a_template_explains_its_columns_and_comes_back_empty() {
    Rest.Answer answer = running.get(IMPORT + "/template?table=reports");
    assertThat(answer.status()).isEqualTo(200);
    List<RawTable> pages = new Sheets().tables("reports.xlsx", answer.raw().body());
    assertThat(pages).extracting(RawTable::sheet).containsExactly("reports", "Guide");
    assertThat(pages.getFirst().rows().getFirst().cells())
        .extracting(RawTable.Cell::text)
        .startsWith("department", "goal", "as_of", "value");
    assertThat(pages.get(1).rows())
        .anySatisfy(
            row ->
                assertThat(row.cells())
                    .extracting(RawTable.Cell::text)
                    .contains("department", "needed", "the unit’s code or name"));
    assertThat(upload(IMPORT + "?dryRun=true", "reports.xlsx", answer.raw().body()).status())
        .isEqualTo(200);
    assertThat(running.get(IMPORT + "/template?table=nothing").status()).isEqualTo(422);
  }
}
