package homestretch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.dingtalk.DingTalk;
import homestretch.testing.feishu.Feishu;
import homestretch.testing.wecom.WeCom;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stand-ins of the three platforms, each as an {@link Office}. */
public final class Offices {
  private Offices() {}

  /** All three, started. */
  public static List<Office> start() {
    return List.of(
        new OfFeishu(Feishu.start()), new OfWeCom(WeCom.start()), new OfDingTalk(DingTalk.start()));
  }

  private static <T> T newest(List<T> messages, Function<T, List<String>> labels, String label) {
    return messages.reversed().stream()
        .filter(m -> labels.apply(m).contains(label))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no " + label + " among " + messages.stream().map(labels).toList()));
  }

  /** Feishu's. */
  public record OfFeishu(Feishu feishu) implements Office {
    @Override
    public String platform() {
      return "feishu";
    }

    @Override
    public Map<String, String> environment() {
      return Map.of(
          "HOMESTRETCH_FEISHU_APP_ID",
          Feishu.APP,
          "HOMESTRETCH_FEISHU_APP_SECRET",
          Feishu.SECRET,
          "HOMESTRETCH_FEISHU_API_BASE_URL",
          feishu.baseUrl());
    }

    @Override
    public boolean isConnected() {
      return feishu.connections() > 0;
    }

    @Override
    public void open(String group) {
      feishu.join(group);
    }

    @Override
    public void write(String user, @Nullable String group, String text) {
      feishu.write(user, group, text);
    }

    @Override
    public List<Heard> heard(String chat) {
      return feishu.said(chat).stream().map(s -> new Heard(plain(s.text()), labels(s))).toList();
    }

    /** As Feishu shows it: entities as what they stand for. */
    private static String plain(String markdown) {
      return Pattern.compile("&#(\\d+);")
          .matcher(markdown)
          .replaceAll(
              m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1)))));
    }

    private static List<String> labels(Feishu.Said said) {
      return List.copyOf(said.buttons().keySet());
    }

    @Override
    public void tap(String user, String chat, boolean isGroup, String label) {
      Feishu.Said on = newest(feishu.said(chat), OfFeishu::labels, label);
      JsonNode value = Objects.requireNonNull(on.buttons().get(label));
      feishu.press(user, on, value, null, isGroup ? chat : "oc_p2p_" + user);
    }

    @Override
    public void fail(Trouble next) {
      feishu.fail(Feishu.Fault.valueOf(next.name()));
    }

    @Override
    public void revoke() {
      feishu.revoke();
    }

    @Override
    public void drop() {
      feishu.drop();
    }

    @Override
    public List<String> violations() {
      return feishu.violations();
    }

    @Override
    public void close() {
      feishu.close();
    }
  }

  /** WeCom's. */
  public record OfWeCom(WeCom wecom) implements Office {
    @Override
    public String platform() {
      return "wecom";
    }

    @Override
    public Map<String, String> environment() {
      return Map.of(
          "HOMESTRETCH_WECOM_BOT_ID",
          WeCom.BOT,
          "HOMESTRETCH_WECOM_SECRET",
          WeCom.SECRET,
          "HOMESTRETCH_WECOM_SOCKET_URL",
          wecom.socketUrl());
    }

    @Override
    public boolean isConnected() {
      return wecom.isConnected();
    }

    @Override
    public void open(String group) {
      wecom.open(group);
    }

    @Override
    public void write(String user, @Nullable String group, String text) {
      wecom.open(user);
      wecom.write(user, group, group == null ? text : "@冲刺榜 " + text);
    }

    @Override
    public List<Heard> heard(String chat) {
      return wecom.said(chat).stream()
          .map(s -> new Heard(s.text().replaceAll("\\\\(.)", "$1"), labels(s)))
          .toList();
    }

    private static List<String> labels(WeCom.Said said) {
      return List.copyOf(said.buttons().values());
    }

    @Override
    public void tap(String user, String chat, boolean isGroup, String label) {
      WeCom.Said on = newest(wecom.said(chat), OfWeCom::labels, label);
      String key =
          on.buttons().entrySet().stream()
              .filter(b -> b.getValue().equals(label))
              .findFirst()
              .orElseThrow()
              .getKey();
      String task = on.body().at("/template_card/task_id").asText();
      wecom.press(user, isGroup ? chat : null, task, key);
    }

    @Override
    public void fail(Trouble next) {
      wecom.fail(
          next == Trouble.LOST_ANSWER
              ? WeCom.Fault.DROPPED_AFTER
              : WeCom.Fault.valueOf(next.name()));
    }

    @Override
    public void revoke() {
      wecom.revoke();
    }

    @Override
    public void drop() {
      wecom.drop();
    }

    @Override
    public List<String> violations() {
      return wecom.violations();
    }

    @Override
    public void close() {
      wecom.close();
    }
  }

  /** DingTalk's; a tap says what the link holds, with a mention of the robot. */
  public record OfDingTalk(DingTalk dingtalk) implements Office {
    private static final Pattern LINK =
        Pattern.compile(
            "\\[((?:[^\\]\\\\]|\\\\.)*)\\]\\(dtmd://dingtalkclient/sendMessage\\?content=([^)]*)\\)");

    @Override
    public String platform() {
      return "dingtalk";
    }

    @Override
    public Map<String, String> environment() {
      return Map.of(
          "HOMESTRETCH_DINGTALK_CLIENT_ID",
          DingTalk.CLIENT,
          "HOMESTRETCH_DINGTALK_CLIENT_SECRET",
          DingTalk.SECRET,
          "HOMESTRETCH_DINGTALK_API_BASE_URL",
          dingtalk.baseUrl());
    }

    @Override
    public boolean isConnected() {
      return dingtalk.isConnected();
    }

    @Override
    public void open(String group) {
      dingtalk.join(group);
    }

    @Override
    public void write(String user, @Nullable String group, String text) {
      dingtalk.write(user, group, text);
    }

    @Override
    public List<Heard> heard(String chat) {
      return dingtalk.said(chat).stream()
          .map(
              s ->
                  new Heard(
                      LINK.matcher(s.text()).replaceAll("$1").replaceAll("\\\\(.)", "$1"),
                      labels(s)))
          .toList();
    }

    private static List<String> labels(DingTalk.Said said) {
      List<String> labels = new ArrayList<>();
      // Buttons have their number before what they do.
      said.buttons().keySet().forEach(label -> labels.add(label.replaceFirst("^\\d+\\. ", "")));
      LINK.matcher(said.text())
          .results()
          .forEach(m -> labels.add(m.group(1).replaceAll("\\\\(.)", "$1")));
      return labels;
    }

    @Override
    public void tap(String user, String chat, boolean isGroup, String label) {
      DingTalk.Said on = newest(dingtalk.said(chat), OfDingTalk::labels, label);
      for (String each : on.buttons().keySet()) {
        if (each.replaceFirst("^\\d+\\. ", "").equals(label)) {
          dingtalk.press(user, on, each);
          return;
        }
      }
      String content =
          LINK.matcher(on.text())
              .results()
              .filter(m -> m.group(1).replaceAll("\\\\(.)", "$1").equals(label))
              .findFirst()
              .orElseThrow()
              .group(2);
      dingtalk.write(
          user, isGroup ? chat : null, URLDecoder.decode(content, StandardCharsets.UTF_8));
    }

    @Override
    public void fail(Trouble next) {
      dingtalk.fail(DingTalk.Fault.valueOf(next.name()));
    }

    @Override
    public void revoke() {
      dingtalk.revoke();
    }

    @Override
    public void drop() {
      dingtalk.drop();
    }

    @Override
    public List<String> violations() {
      return dingtalk.violations();
    }

    @Override
    public void close() {
      dingtalk.close();
    }
  }
}
