package homestretch.adapter.login;

import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.text.Text;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps people from logging in; asks the identity provider and changes nothing. */
public final class LoginChecks {
  private LoginChecks() {}

  /**
   * @param provider null: none is set
   * @param publicUrl null: none is set
   * @param reached where the program is reached, without a slash at its end
   */
  public static List<Finding> look(
      @Nullable Provider provider,
      @Nullable String issuer,
      @Nullable String publicUrl,
      String reached) {
    List<Finding> found = new ArrayList<>();
    if (publicUrl != null && !isSafe(publicUrl)) {
      found.add(
          Finding.fault(
              Area.LOGIN,
              new Text(
                  "http.publicUrl 是 http://：登录凭证会以明文传输。",
                  "http.publicUrl is http://: log-ins would cross the network in clear text."),
              new Text(
                  "在前面加 HTTPS，并把 http.publicUrl 改为 https://…",
                  "Put HTTPS in front and make http.publicUrl https://…")));
    }
    if (provider == null || issuer == null) {
      found.add(
          Finding.ok(
              Area.LOGIN,
              "没有设 login.oidc：凭邀请链接登录（homestretch invite）。",
              "No login.oidc is set: people come in by invitation links (homestretch invite)."));
      return found;
    }
    if (!isSafe(issuer)) {
      found.add(
          Finding.fault(
              Area.LOGIN,
              new Text(
                  "login.oidc.issuer 是 http://：答复可能被途中篡改。",
                  "login.oidc.issuer is http://: its answers could be changed on their way."),
              new Text("改用 https:// 的地址。", "Use its https:// address.")));
    }
    String back = reached + ProviderPages.CALLBACK;
    if (publicUrl == null) {
      found.add(
          Finding.note(
              Area.LOGIN,
              new Text(
                  "没有设 http.publicUrl：登录后会被送回 " + back + "，别的机器打不开。",
                  "No http.publicUrl is set: people would be sent back to "
                      + back
                      + ", which other machines cannot open."),
              new Text("设置 http.publicUrl。", "Set http.publicUrl.")));
    }
    try {
      provider.look();
      found.add(
          Finding.ok(
              Area.LOGIN,
              "身份服务 " + issuer + " 有答复；在那里登记的回调地址应为 " + back,
              "The identity provider "
                  + issuer
                  + " answers; the redirect URI registered there has to be "
                  + back));
    } catch (Provider.Trouble e) {
      found.add(
          Finding.fault(
              Area.LOGIN,
              new Text(
                  "身份服务 " + issuer + " " + e.why().zh(),
                  "The identity provider " + issuer + " " + e.why().en()),
              new Text(
                  "检查 login.oidc.issuer（与其 /.well-known/openid-configuration 里的 issuer 一字不差）和网络。",
                  "Check login.oidc.issuer (to the letter as in its"
                      + " /.well-known/openid-configuration) and the network.")));
    }
    return found;
  }

  /** By TLS, or without leaving this machine. */
  private static boolean isSafe(String address) {
    URI uri = URI.create(address);
    String host = uri.getHost();
    return "https".equals(uri.getScheme())
        || host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }
}
