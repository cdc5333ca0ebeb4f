package homestretch.adapter.dingtalk;

import homestretch.adapter.socket.AddressBook;
import homestretch.adapter.socket.NotSent;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.doctor.Reference;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
      found.add(Finding.ok(Area.DINGTALK, DingTalkTexts.STREAM));
      Contacts contacts = new Contacts(api);
      found.addAll(
          AddressBook.pointingNowhere(
              references,
              Contacts::isDepartment,
              id -> {
                DingTalkApi.Answer department = contacts.department(id);
                return department.isGood()
                    ? Optional.empty()
                    : Optional.of(DingTalkTexts.noDepartment(department.told()));
              }));
    } catch (IOException e) {
      found.add(Finding.unasked(Area.DINGTALK, NotSent.reason(e), DingTalkTexts.NETWORK));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found;
  }
}
