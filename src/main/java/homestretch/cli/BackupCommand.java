package homestretch.cli;

import homestretch.Settings;
import homestretch.adapter.storage.Backups;
import homestretch.core.text.Reasons;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup}: makes a consistent copy, also while the program serves. */
@Command(name = "backup", mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  private static final Pattern USER = Pattern.compile("[?&]user=([^&]+)");

  private final Cli cli;

  @Parameters(paramLabel = "FILE", descriptionKey = "backup.file")
  private Path file = Path.of("");

  BackupCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Settings settings = cli.settings();
    String url = settings.database().url();
    Path database = Backups.fileOf(url);
    if (database == null) {
      String command = dump(settings.database());
      throw new Misused(
          "PostgreSQL 请用它自己的工具备份（服务不必停）：" + command,
          "PostgreSQL is backed up by its own tool, while the program serves: " + command);
    }
    Cli.requireDatabase(settings);
    if (!Files.exists(database)) {
      throw new Misused(
          "数据库 " + database + " 不见了，无从备份",
          "the database " + database + " is gone: nothing can be copied");
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

  private String dump(Settings.Db db) {
    return "pg_dump --format=custom --file=" + quoted(file.toString()) + " " + address(db);
  }

  /**
   * The address as PostgreSQL's own tools take it, with the user, and without parameters, among
   * which a password may stand.
   */
  static String address(Settings.Db db) {
    String at = db.url().substring("jdbc:postgresql:".length());
    Matcher named = USER.matcher(at);
    String user = named.find() ? named.group(1) : db.user();
    String place = at.replaceAll("\\?.*", "");
    if (!place.startsWith("//")) {
      place = "//localhost/" + place.replaceFirst("^/", "");
    }
    if (user != null) {
      String written =
          named.reset().find()
              ? user
              : URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
      place = "//" + written + "@" + place.substring(2);
    }
    return quoted("postgresql:" + place);
  }

  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
