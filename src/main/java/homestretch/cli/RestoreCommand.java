package homestretch.cli;

import homestretch.Settings;
import homestretch.adapter.storage.Backups;
import homestretch.core.fault.Fault;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code restore}: puts a backup in the place of a database that nobody serves from. */
@Command(name = "restore", mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(paramLabel = "FILE", descriptionKey = "restore.file")
  private Path file = Path.of("");

  RestoreCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Terminal terminal = cli.terminal();
    Settings settings = cli.settings();
    String url = settings.database().url();
    Path database = Backups.fileOf(url);
    if (database == null) {
      String command =
          "pg_restore --clean --if-exists --single-transaction --dbname="
              + BackupCommand.address(settings.database())
              + " "
              + BackupCommand.quoted(file.toString());
      throw new Misused(
          "PostgreSQL 请用它自己的工具恢复，先停掉所有节点：" + command,
          "PostgreSQL is restored by its own tool; stop every node first: " + command);
    }
    try {
      Backups.Restored restored =
          Backups.restore(
              file.toAbsolutePath(),
              database,
              terminal.home().resolve("migrations"),
              terminal.clock().instant());
      terminal.say("已恢复 " + file + " 到 " + database, "Restored " + file + " to " + database);
      Path kept = restored.kept();
      if (kept != null) {
        terminal.say("原来的数据库留在 " + kept, "What stood there is kept at " + kept);
      }
      if (!restored.triggers().isEmpty()) {
        String names = String.join(", ", restored.triggers());
        terminal.say(
            "备份里缺少的防篡改触发器已补上：" + names + "。有人动过那个数据库；台账与操作记录核对无误。",
            "The backup lacked triggers that protect ledger and audit, which stand again: "
                + names
                + ". Somebody was at that database; ledger and audit are as they were chained.");
      }
      return Cli.DONE;
    } catch (Backups.Refused refused) {
      return refuse(refused.why());
    } catch (IOException e) {
      throw new Misused(
          "恢复失败，没有改动原数据库：" + Reasons.of(e).zh(),
          "could not be restored; the database is as it was: " + Reasons.of(e).en());
    }
  }

  private int refuse(Backups.Refusal why) {
    switch (why) {
      case Backups.Refusal.Running(Path database) ->
          throw new Fault.Conflict(
              new Text(
                  "程序正在使用 " + database + "，请先停止再恢复",
                  "a Homestretch is serving " + database + "; stop it first"));
      case Backups.Refusal.Unreadable(Text reason) ->
          throw new Misused(
              "FILE：" + file + " 不是完好的备份（" + reason.zh() + "）",
              "FILE: " + file + " is no backup that could be read (" + reason.en() + ")");
      case Backups.Refusal.OfAnother(Text reason) ->
          throw new Fault.Conflict(
              new Text(
                  "这份备份本版本用不了：" + reason.zh(),
                  "this version cannot use the backup: " + reason.en()));
      case Backups.Refusal.Falsified(var first) -> {
        cli.terminal().out().println(first);
        cli.terminal()
            .complain(
                new Text(
                    "备份中的台账或操作记录被改动过，上面是第一处；没有恢复",
                    "ledger or audit in the backup are not what was chained, first in the row"
                        + " above; nothing was restored"));
        return Cli.NO;
      }
    }
  }
}
