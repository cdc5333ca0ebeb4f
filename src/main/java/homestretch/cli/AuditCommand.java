package homestretch.cli;

import homestretch.App;
import homestretch.core.audit.Chain;
import homestretch.core.text.CanonicalJson;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit}: holds ledger and audit against their hash chain. */
@Command(name = "audit", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class AuditCommand implements Runnable {
  private final Cli cli;

  AuditCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    throw new Misused("audit：应为 verify 或 export 文件", "audit: expected verify or export FILE");
  }

  @Command(name = "verify", mixinStandardHelpOptions = true)
  int verify(@Option(names = "--json", descriptionKey = "json") boolean json) {
    Terminal terminal = cli.terminal();
    try (App app = cli.open()) {
      Chain.Walk walk = app.chain().walk();
      Chain.Row broken = walk.broken();
      Chain.Break how = walk.how();
      if (json) {
        terminal.out().println(CanonicalJson.write(json(walk)));
        return broken == null ? Cli.DONE : Cli.NO;
      }
      if (broken == null || how == null) {
        String rows = walk.reports() + " + " + walk.audits();
        terminal.say(
            "完好：" + rows + " 行，存证 " + walk.head().shown(),
            "unbroken: " + rows + " rows, seal " + walk.head().shown());
        return Cli.DONE;
      }
      terminal.out().println(broken);
      terminal.complain(said(how));
      return Cli.NO;
    }
  }

  /** In what way a row is not as it was, as the end of a sentence. */
  static Text said(Chain.Break how) {
    return switch (how) {
      case CHANGED ->
          new Text("这一行被改动过，与存证链不符", "this row was changed: it is not what was chained");
      case REMOVED -> new Text("这一行被删除了", "this row was removed");
      case INSERTED ->
          new Text(
              "这一行不是由本程序写入的", "this row was put there past the program: it is not in the chain");
      case LINK ->
          new Text(
              "从这一行起，存证链本身被改动过，或与已发布的存证码不符",
              "from this row on the chain itself was changed, or is not what was posted with a"
                  + " board");
    };
  }

  private static Map<String, @Nullable Object> json(Chain.Walk walk) {
    Chain.Row broken = walk.broken();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("unbroken", broken == null);
    json.put("reports", walk.reports());
    json.put("audits", walk.audits());
    json.put("links", walk.head().links());
    json.put("digest", walk.head().digest());
    json.put(
        "broken",
        broken == null
            ? null
            : Map.of(
                "table",
                broken.table(),
                "id",
                broken.id(),
                "how",
                String.valueOf(walk.how()).toLowerCase(java.util.Locale.ROOT)));
    return json;
  }

  @Command(name = "export", mixinStandardHelpOptions = true)
  int export(@Parameters(paramLabel = "FILE", descriptionKey = "audit.file") Path file) {
    AtomicLong rows = new AtomicLong();
    try (App app = cli.open();
        PrintWriter out = new PrintWriter(OwnFiles.create(file))) {
      app.chain()
          .each(
              link -> {
                out.print(line(link));
                rows.incrementAndGet();
              });
      if (out.checkError()) {
        throw new IOException("no more could be written after " + rows + " rows");
      }
    } catch (FileAlreadyExistsException e) {
      throw new Misused(
          "FILE：" + file + " 已存在，请换一个名字", "FILE: " + file + " exists already; name another");
    } catch (IOException e) {
      throw new Misused(
          "FILE：无法写入 " + file + "：" + Reasons.of(e).zh(),
          "FILE: cannot write " + file + ": " + Reasons.of(e).en());
    }
    cli.terminal()
        .say(
            "已把 " + rows + " 行及其存证写入 " + file.toAbsolutePath(),
            "Wrote " + rows + " rows with their digests to " + file.toAbsolutePath());
    return Cli.DONE;
  }

  /** One line of JSON for a row; {@code content} is a text, byte for byte what was hashed. */
  private static String line(Chain.Link link) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("position", link.position());
    line.put("table", link.row().table());
    line.put("id", link.row().id());
    line.put("content", link.content());
    line.put("previous", link.previous());
    line.put("digest", link.digest());
    return CanonicalJson.write(line) + "\n";
  }
}
