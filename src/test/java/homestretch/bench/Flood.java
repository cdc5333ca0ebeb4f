package homestretch.bench;

import homestretch.testing.Await;
import homestretch.testing.Office;
import homestretch.testing.Offices;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Resident memory of the packaged program while 9,000 lines of 300 people in 30 groups come in
 * seven seconds on each platform in turn, and how long somebody beside them waits for an answer.
 */
public final class Flood {
  private static final int EVENTS = 9_000;
  private static final int PEOPLE = 300;
  private static final int GROUPS = 30;
  private static final Duration IN = Duration.ofSeconds(7);
  private static final String TOKEN = "bench-bench-bench-bench-bench-00";

  private Flood() {}

  public static void main(String[] args) throws Exception {
    List<Office> offices = Offices.start();
    Map<String, String> environment = new HashMap<>();
    offices.forEach(office -> environment.putAll(office.environment()));
    environment.put("HOMESTRETCH_SAMPLE", "on");
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
    environment.put(
        "HOMESTRETCH_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path folder = Files.createTempDirectory("homestretch-bench");
    Path launcher = Path.of("target/homestretch/bin/homestretch").toAbsolutePath();
    try (Program program = Program.start(folder, environment, List.of(launcher.toString()));
        Rest rest = new Rest(program.port(), TOKEN)) {
      String slug = rest.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
      List<String> only = List.of(args);
      for (Office office : offices) {
        if (!only.isEmpty() && !only.contains(office.platform())) {
          continue;
        }
        Await.until(office.platform(), office::isConnected);
        flood(office, rest, slug, program.pid());
      }
    }
    offices.forEach(Office::close);
  }

  private static void register(Office office, Rest rest, String slug, String group) {
    office.open(group);
    rest.post(
        "/api/v1/channels",
        "{\"campaign\": \"%s\", \"platform\": \"%s\", \"address\": \"%s\"}"
            .formatted(slug, office.platform(), group));
  }

  private static void flood(Office office, Rest rest, String slug, long pid) throws Exception {
    for (int i = 0; i < GROUPS; i++) {
      register(office, rest, slug, "g" + i);
    }
    register(office, rest, slug, "aside");
    long before = resident(pid);
    long most = before;
    long begun = System.nanoTime();
    long asked = 0;
    for (int i = 0; i < EVENTS; i++) {
      long due = begun + IN.toNanos() * i / EVENTS;
      while (System.nanoTime() < due) {
        Thread.sleep(1);
      }
      office.write("ou_p" + i % PEOPLE, "g" + i % GROUPS, "倒计时");
      if (i == EVENTS / 2) {
        asked = System.nanoTime();
        office.write("ou_aside", "aside", "倒计时");
      }
      if (i % 500 == 0) {
        most = Math.max(most, resident(pid));
      }
    }
    Await.until("answered", Duration.ofMinutes(1), () -> !office.heard("aside").isEmpty());
    long waited = (System.nanoTime() - asked) / 1_000_000;
    for (int i = 0; i < 20; i++) {
      most = Math.max(most, resident(pid));
      Thread.sleep(500);
    }
    System.out.printf(
        "%s: %d events; resident %d MB before, %d MB at most, %d MB now; beside it an answer within"
            + " %d ms%n",
        office.platform(), EVENTS, before, most, resident(pid), waited);
    rest.get("/metrics")
        .text()
        .lines()
        .filter(l -> l.startsWith("homestretch_chat_answers_"))
        .filter(l -> l.contains("\"" + office.platform() + "\""))
        .forEach(l -> System.out.println("  " + l));
  }

  private static long resident(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
            .sum()
        / 1024;
  }
}
