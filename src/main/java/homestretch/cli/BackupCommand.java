package homestretch.cli;

import homestretch.adapter.storage.Backups;
import homestretch.core.text.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup}: makes a consistent copy, also while the program serves. */
@Command(name = "backup", mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(paramLabel = "FILE", descriptionKey = "backup.file")
  private Path file = Path.of("");

  BackupCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    String url = cli.settings().database().url();
    Path database = Backups.fileOf(url);
    if (database == null) {
      String command = dump(url);
      throw new Misused(
          "PostgreSQL 请用它自己的工具备份（服务不必停）：" + command,
          "PostgreSQL is backed up by its own tool, while the program serves: " + command);
    }
    if (!Files.exists(database)) {
      throw new Misused(
          "还没有数据库：" + database + "（见 database.url）",
          "there is no database at " + database + "; see database.url");
    }
    try {
      Backups.copy(database, file);
    } catch (Backups.Taken e) {
      throw new Misused(
          "FILE：" + file + " 已存在，不会覆盖；请换一个名字",
          "FILE: " + file + " exists already and is not overwritten; name another");
    } catch (IOException e) {
      throw new Misused(
          "FILE：无法写入 " + file + "：" + Reasons.of(e).zh(),
          "FILE: cannot write " + file + ": " + Reasons.of(e).en());
    }
    cli.terminal().say("已备份到 " + file.toAbsolutePath(), "Backed up to " + file.toAbsolutePath());
    return Cli.DONE;
  }

  private String dump(String url) {
    return "pg_dump --format=custom --file=" + quoted(file.toString()) + " " + address(url);
  }

  /** The address without its parameters, among which a password may stand. */
  static String address(String url) {
    return quoted(url.substring("jdbc:".length()).replaceAll("\\?.*", ""));
  }

  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
