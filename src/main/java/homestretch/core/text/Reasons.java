package homestretch.core.text;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

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

  private Reasons() {}

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

  private static Text of(String said) {
    // “Address already in use (Bind failed)” on some systems.
    String known = KNOWN.get(said.replaceFirst(" \\(\\w+ failed\\)$", ""));
    return known == null ? Text.same(said) : new Text(known, said);
  }
}
