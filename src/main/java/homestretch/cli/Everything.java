package homestretch.cli;

import homestretch.Settings;
import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.Moving;
import homestretch.core.fault.Fault;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code export --everything} and {@code import --everything}: a move to another machine. */
final class Everything {
  private Everything() {}

  static int write(Cli cli, Path to) {
    if (Files.exists(to)) {
      throw new Misused(
          "--to：" + to + " 已存在，不会覆盖；请写一个新的文件名，如 everything.zip",
          "--to: "
              + to
              + " exists already and is not overwritten; name a new file, such as"
              + " everything.zip");
    }
    Cli.requireDatabase(cli.settings());
    try (Database database = open(cli)) {
      Map<String, Long> rows = Moving.write(database, to, cli.terminal().clock().instant());
      cli.terminal()
          .say(
              "已把全部内容写入 " + to.toAbsolutePath() + "：" + count(rows).zh(),
              "Wrote everything to " + to.toAbsolutePath() + ": " + count(rows).en());
      cli.terminal()
          .say(
              "不含密文：令牌和邀请只带名称与范围，到新机器上要重新发放；登录会话和各平台的机密（设置文件）也不在内。",
              "Secrets stay behind: of tokens and invitations the file has names and scopes alone,"
                  + " and new ones must be made there; sessions and the platforms' secrets (the"
                  + " settings' file) are not in it either.");
      return Cli.DONE;
    } catch (IOException e) {
      throw new Misused(
          "--to：无法写入 " + to + "：" + Reasons.of(e).zh(),
          "--to: cannot write " + to + ": " + Reasons.of(e).en());
    }
  }

  static int read(Cli cli, Path from) {
    try (Database database = open(cli)) {
      database.takeAlone();
      Map<String, Long> rows = Moving.read(database, from, cli.terminal().clock().instant());
      cli.terminal()
          .say(
              "已导入全部内容：" + count(rows).zh() + "。存证链核对无误。",
              "Took in everything: " + count(rows).en() + ". The hash chain holds.");
      cli.terminal()
          .say(
              "旧令牌在这里打不开任何东西；请新建：homestretch token create 名称",
              "The old tokens open nothing here; make a new one: homestretch token create NAME");
      cli.terminal()
          .say(
              "请先停掉旧机器，再在这里运行，否则两边会各发一次。",
              "Stop the old machine before this one serves, or both will post.");
      return Cli.DONE;
    } catch (Moving.Refused refused) {
      throw refused(refused, from);
    } catch (IOException e) {
      throw new Misused(
          "PATH：无法读取 " + from + "：" + Reasons.of(e).zh(),
          "PATH: cannot read " + from + ": " + Reasons.of(e).en());
    }
  }

  private static RuntimeException refused(Moving.Refused refused, Path from) {
    return switch (refused.why()) {
      case UNREADABLE ->
          new Misused(
              "PATH：" + from + " 不是 export --everything 写出的文件（" + refused.getMessage() + "）",
              "PATH: "
                  + from
                  + " is no file of export --everything ("
                  + refused.getMessage()
                  + ")");
      case OF_ANOTHER_VERSION ->
          new Fault.Conflict(
              new Text(
                  "两边的程序版本不同（数据表版本 " + refused.getMessage() + "）；请先把旧机器升级到同一版本再导出",
                  "the file is of another version of the program (tables "
                      + refused.getMessage()
                      + "); bring both to the same one, then export again"));
      case NOT_EMPTY ->
          new Fault.Conflict(
              new Text(
                  "数据库里已有内容（" + refused.getMessage() + "），不会混入；请用 database.url 指定一个空库",
                  "the database holds something already ("
                      + refused.getMessage()
                      + ") and nothing is mixed into it; name an empty one in database.url"));
      case FALSIFIED ->
          new Fault.Conflict(
              new Text(
                  "文件里的台账或操作记录被改动过，第一处：" + refused.getMessage() + "；没有导入",
                  "ledger or audit in the file are not what was chained, first in "
                      + refused.getMessage()
                      + "; nothing was taken"));
    };
  }

  private static Text count(Map<String, Long> rows) {
    long all = rows.values().stream().mapToLong(Long::longValue).sum();
    long figures = rows.getOrDefault("report", 0L);
    long campaigns = rows.getOrDefault("campaign", 0L);
    return new Text(
        campaigns + " 个战役，" + figures + " 条数据，共 " + all + " 行",
        campaigns + " campaigns, " + figures + " figures, " + all + " rows in all");
  }

  private static Database open(Cli cli) {
    var settings = cli.settings().database();
    Settings.Secret password = settings.password();
    return Database.open(
        settings.url(),
        settings.user(),
        password == null ? null : password.value(),
        cli.terminal().home().resolve("migrations"));
  }
}
