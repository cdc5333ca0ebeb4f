package homestretch.core.text;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why something outside the program failed: what networks and files mostly say is known in both
 * languages; all else stands in its own words.
 */
public final class Reasons {
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("Connection refused", "连接被拒绝"),
          Map.entry("Connection reset", "连接被对方中断"),
          Map.entry("Broken pipe", "连接被对方中断"),
          Map.entry("Connection timed out", "连接超时"),
          Map.entry("Network is unreachable", "网络不通"),
          Map.entry("No route to host", "到不了这台主机"),
          Map.entry("Address already in use", "已被占用"),
          Map.entry("Cannot assign requested address", "本机没有这个地址"),
          Map.entry("Permission denied", "没有权限"),
          Map.entry("No such file or directory", "没有这个文件或文件夹"),
          Map.entry("Not a directory", "不是文件夹"),
          Map.entry("Is a directory", "是一个文件夹"),
          Map.entry("No space left on device", "磁盘已满"),
          Map.entry("Read-only file system", "文件系统只读"),
          Map.entry("Too many open files", "打开的文件太多"));

  /** What databases and clients say with a name in it. */
  private static final List<Map.Entry<Pattern, String>> FORMS =
      List.of(
          form("^Failed to connect to /?(\\S+?)\\.?$", "连不上 $1"),
          form("^Connection to (\\S+) refused\\..*$", "$1 拒绝连接；请核对主机和端口，以及服务器是否在运行"),
          form("^The connection attempt failed\\.$", "连接没有建立起来"),
          form("^FATAL: password authentication failed for user \"(.*)\".*$", "用户 $1 的密码不对"),
          form("^FATAL: database \"(.*)\" does not exist.*$", "没有数据库 $1"),
          form("^FATAL: role \"(.*)\" does not exist.*$", "没有用户 $1"),
          form("^FATAL: sorry, too many clients already.*$", "连接数已满"),
          form("^\\[SQLITE_NOTADB].*$", "不是 SQLite 数据库文件（SQLITE_NOTADB）"),
          form("^\\[SQLITE_CORRUPT].*$", "文件已损坏（SQLITE_CORRUPT）"),
          form("^\\[SQLITE_CANTOPEN].*$", "文件打不开（SQLITE_CANTOPEN）"),
          form("^\\[SQLITE_READONLY].*$", "文件只读（SQLITE_READONLY）"),
          form("^\\[SQLITE_FULL].*$", "磁盘已满（SQLITE_FULL）"),
          form("^\\[SQLITE_BUSY].*$", "数据库正被占用（SQLITE_BUSY）"),
          form("^\\[SQLITE_ERROR].*\\(no such table: (.*)\\)$", "没有表 $1，不是本程序的数据库"));

  private Reasons() {}

  private static Map.Entry<Pattern, String> form(String said, String zh) {
    return Map.entry(Pattern.compile(said, Pattern.DOTALL), zh);
  }

  public static Text of(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> of("No such file or directory");
      case AccessDeniedException e -> of("Permission denied");
      case FileAlreadyExistsException e -> new Text("已存在", "it exists already");
      case FileSystemException e when e.getReason() != null -> of(e.getReason());
      case UnknownHostException e ->
          new Text("找不到主机 " + e.getMessage(), "unknown host " + e.getMessage());
      case HttpTimeoutException e -> new Text("等不到应答，已超时", "timed out");
      case SocketTimeoutException e -> new Text("等不到应答，已超时", "timed out");
      case ConnectException e when e.getMessage() == null -> of("Connection refused");
      default ->
          failure.getMessage() == null
              ? Text.same(failure.getClass().getSimpleName())
              : of(failure.getMessage());
    };
  }

  /** The same of what something said in English. */
  public static Text of(String said) {
    // “Address already in use (Bind failed)” on some systems; the pool's word comes before all.
    String bare =
        said.replaceFirst(" \\(\\w+ failed\\)$", "")
            .replaceFirst("^Failed to initialize pool: ", "");
    String known = KNOWN.get(bare);
    if (known != null) {
      return new Text(known, said);
    }
    for (Map.Entry<Pattern, String> form : FORMS) {
      Matcher matcher = form.getKey().matcher(bare);
      if (matcher.find()) {
        return new Text(matcher.replaceFirst(form.getValue()), said);
      }
    }
    return Text.same(said);
  }
}
