package homestretch.adapter.dingtalk;

import homestretch.adapter.socket.NotSent;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.doctor.Reference;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What DingTalk says of the app. It tells nothing of groups: the first post there does. */
public final class DingTalkChecks {
  private DingTalkChecks() {}

  /**
   * Asks for an address of the stream and opens none; writes to nobody.
   *
   * @param references the people, departments and groups that links and rights name
   */
  public static List<Finding> look(
      String apiBaseUrl,
      String clientId,
      String clientSecret,
      HttpClient http,
      List<Reference> references) {
    DingTalkApi api = new DingTalkApi(http, apiBaseUrl, clientId, clientSecret);
    List<Finding> found = new ArrayList<>();
    try {
      DingTalkApi.Answer answer = api.open(Stream.ROBOT);
      if (!answer.isGood()) {
        found.add(
            Finding.fault(
                Area.DINGTALK, DingTalkTexts.noStream(answer.told()), DingTalkTexts.CONSOLE));
        return found;
      }
      found.add(new Finding(Area.DINGTALK, Finding.Level.OK, DingTalkTexts.STREAM, null));
      Contacts contacts = new Contacts(api);
      Set<String> asked = new HashSet<>();
      for (Reference reference : references) {
        if (reference.kind() == Reference.Kind.ROLE
            && Contacts.isDepartment(reference.id())
            && asked.add(reference.id())) {
          DingTalkApi.Answer department = contacts.department(reference.id());
          if (!department.isGood()) {
            found.add(reference.pointsNowhere(DingTalkTexts.noDepartment(department.told())));
          }
        }
      }
    } catch (IOException e) {
      Text why = NotSent.reason(e);
      found.add(
          Finding.fault(
              Area.DINGTALK,
              new Text("没能问到钉钉：" + why.zh(), "DingTalk could not be asked: " + why.en()),
              new Text(
                  "检查网络、防火墙（api.dingtalk.com 与 oapi.dingtalk.com 的 443 端口）与 dingtalk.apiBaseUrl。",
                  "See the network, the firewall (api.dingtalk.com and oapi.dingtalk.com, port 443)"
                      + " and dingtalk.apiBaseUrl.")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found;
  }
}
