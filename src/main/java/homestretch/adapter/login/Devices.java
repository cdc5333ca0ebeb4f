package homestretch.adapter.login;

import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Map;

/** What a browser says it is, in two words; whatever else it says is shown as it is, cut. */
final class Devices {
  private static final int LONGEST = 60;

  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("wxwork", "WeCom"),
          Map.entry("MicroMessenger", "WeChat"),
          Map.entry("DingTalk", "DingTalk"),
          Map.entry("Lark", "Feishu"),
          Map.entry("Edg", "Edge"),
          Map.entry("Firefox", "Firefox"),
          Map.entry("Chrome", "Chrome"),
          Map.entry("Safari", "Safari"));

  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("HarmonyOS", "HarmonyOS"),
          Map.entry("Android", "Android"),
          Map.entry("iPhone", "iPhone"),
          Map.entry("iPad", "iPad"),
          Map.entry("Windows", "Windows"),
          Map.entry("Mac OS", "macOS"),
          Map.entry("Linux", "Linux"));

  private Devices() {}

  static String name(String agent, Language language) {
    String browser = first(BROWSERS, agent);
    String system = first(SYSTEMS, agent);
    if (!browser.isEmpty() && !system.isEmpty()) {
      return browser + " · " + system;
    }
    if (agent.isEmpty()) {
      return new Text("未说明的设备", "a device that does not say what it is").in(language);
    }
    int end =
        agent.offsetByCodePoints(0, Math.min(LONGEST, agent.codePointCount(0, agent.length())));
    return agent.substring(0, end);
  }

  private static String first(List<Map.Entry<String, String>> known, String agent) {
    return known.stream()
        .filter(e -> agent.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
