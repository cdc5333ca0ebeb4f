package homestretch.core.delivery;

import homestretch.core.text.Text;
import java.util.List;

/** What the service of channels refuses, and why. */
final class ChannelTexts {
  static final Text CHANNEL = new Text("频道", "channel");
  static final Text REGISTERED = new Text("这个频道已登记", "this channel is registered already");

  private ChannelTexts() {}

  /**
   * @param offered platforms that have living boards
   */
  static Text notLiving(String platform, List<String> offered) {
    return new Text(
        "false："
            + platform
            + " 上没有就地更新的榜"
            + (offered.isEmpty() ? "" : "（可用：" + String.join("、", offered) + "）"),
        "false: no board is kept up to date in place on "
            + platform
            + (offered.isEmpty() ? "" : " (it is on: " + String.join(", ", offered) + ")"));
  }
}
