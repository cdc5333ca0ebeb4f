package homestretch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
  @Test
  void what_networks_files_and_databases_say_is_said_in_both_languages(@TempDir Path folder)
      throws IOException {
    Path there = Files.createFile(folder.resolve("there"));
    isSaid(thrown(() -> Files.createFile(there)), "已存在", "it exists already");
    isSaid(
        thrown(() -> Files.readString(folder.resolve("none"))),
        "没有这个文件或文件夹",
        "No such file or directory");
    isSaid(thrown(() -> Files.createFile(there.resolve("below"))), "不是文件夹", "Not a directory");
    isSaid(new ConnectException(), "连接被拒绝", "Connection refused");
    isSaid(new UnknownHostException("db.invalid"), "找不到主机 db.invalid", "unknown host db.invalid");
    isSaid(
        new IOException("Address already in use (Bind failed)"),
        "已被占用",
        "Address already in use (Bind failed)");
    isSaid(
        new IllegalStateException(
            "Failed to initialize pool: FATAL: password authentication failed for user \"city\""),
        "用户 city 的密码不对",
        "Failed to initialize pool: FATAL: password authentication failed for user \"city\"");
    isSaid(
        new SQLException("[SQLITE_NOTADB] File opened that is not a database file"),
        "不是 SQLite 数据库文件（SQLITE_NOTADB）",
        "[SQLITE_NOTADB] File opened that is not a database file");
    isSaid(new IOException("Zhongwen"), "Zhongwen", "Zhongwen");
    isSaid(new IOException(), "IOException", "IOException");
    isSaid(
        new FileSystemException("a", null, "No space left on device"),
        "磁盘已满",
        "No space left on device");
  }

  private static void isSaid(Throwable failure, String zh, String en) {
    assertThat(Reasons.of(failure)).isEqualTo(new Text(zh, en));
  }

  private interface Step {
    void go() throws IOException;
  }

  private static IOException thrown(Step step) {
    try {
      step.go();
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }
}
