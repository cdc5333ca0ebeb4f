package homestretch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is printed once it serves: where to look, and what is shown this once. */
final class Greeting {
  private Greeting() {}

  /**
   * @param firstToken the administrator's token, if it was made at this start
   * @param firstLink the first administrator's invitation, if one is needed
   * @param codes by platform, what makes its first sender an administrator
   */
  static List<String> lines(
      Settings settings,
      Addresses addresses,
      int port,
      @Nullable String firstToken,
      @Nullable String firstLink,
      Map<String, String> codes) {
    List<String> lines = new ArrayList<>();
    String host = settings.http().host().equals("0.0.0.0") ? "127.0.0.1" : settings.http().host();
    lines.add("Homestretch 冲刺榜  http://" + host + ":" + port + "/");
    String publicUrl = settings.http().publicUrl();
    if (publicUrl != null) {
      lines.add("公开地址 / public address  " + publicUrl + "/");
    }
    if (addresses.isExposed()) {
      lines.add(
          "警告：程序对外监听 "
              + settings.http().host()
              + "，前面没有 TLS，令牌与数据以明文传输。请在前面加 HTTPS 反向代理，并设置 http.publicUrl（https://…）与"
              + " http.trustedProxies；或把 http.host 改回 127.0.0.1。");
      lines.add(
          "WARNING: listening on "
              + settings.http().host()
              + " without TLS in front: tokens and figures cross the network in clear text. Put an"
              + " HTTPS proxy in front and set http.publicUrl (https://…) and http.trustedProxies,"
              + " or set http.host back to 127.0.0.1.");
    }
    if (firstToken != null) {
      lines.add("管理员令牌（只显示这一次） / administrator's token (shown this once): " + firstToken);
    }
    if (firstLink != null) {
      lines.add(
          "首位管理员用此链接登录（一次有效，重新启动会换新） / the first administrator logs in here"
              + " (works once; a restart prints another): "
              + addresses.address("/invite/" + firstLink));
    }
    codes.forEach(
        (platform, code) ->
            lines.add(
                platform
                    + "：首位管理员请在该平台发送 / the first administrator there sends:  /link code:"
                    + code));
    return lines;
  }
}
