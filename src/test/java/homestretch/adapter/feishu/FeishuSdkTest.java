package homestretch.adapter.feishu;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.feishu.Feishu;
import homestretch.testing.sdk.NodeSdk;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the stand-in is Feishu as the vendor's own SDK knows it. */
class FeishuSdkTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vendors_sdk_connects_answers_sends_cards_and_pictures(boolean inFragments) throws Exception {
    try (Feishu feishu = Feishu.start();
        NodeSdk sdk =
            NodeSdk.start(
                FeishuSdkTest.class,
                "@larksuiteoapi/node-sdk@1.74.0",
                "feishu/client.cjs",
                feishu.baseUrl(),
                Feishu.APP,
                Feishu.SECRET)) {
      feishu.inFragments(inFragments);
      feishu.company.department("od-finance", "市财政局", "cz", "0");
      feishu.company.department("od-budget", "预算处", "ys", "od-finance");
      feishu.company.user("ou_zhang", "张某", "od-budget");
      sdk.await("ready");
      String event = feishu.write("ou_zhang", "oc_finance", "上报 GBR 60.2");
      assertThat(sdk.await("message")).isEqualTo("message group ou_zhang @_user_1 上报 GBR 60.2");
      assertThat(sdk.await("once")).isEqualTo("once true");
      assertThat(sdk.await("listed")).isEqualTo("listed 2");
      assertThat(sdk.await("departments")).isEqualTo("departments 张某 od-budget od-finance 2 市财政局");
      assertThat(sdk.await("pinned")).isEqualTo("pinned true true");
      assertThat(sdk.await("refused")).isEqualTo("refused 230002");
      List<Feishu.Said> said = feishu.await("oc_finance", 2, Duration.ofSeconds(5));
      assertThat(said.get(1).text()).startsWith("榜二").contains("临江区");
      assertThat(feishu.isPinned(said.get(1))).isTrue();
      assertThat(feishu.topic(said.get(1))).hasSize(1);
      var next = Objects.requireNonNull(said.get(1).buttons().get("下一页"));
      feishu.press("ou_zhang", said.get(1), next, null, "oc_finance");
      assertThat(sdk.await("pressed")).isEqualTo("pressed next");
      feishu.menu("ou_zhang", "排行榜");
      assertThat(sdk.await("menu")).isEqualTo("menu 排行榜 ou_zhang");
      assertThat(feishu.violations()).isEmpty();
      assertThat(feishu.deliveries(event)).isGreaterThan(0);
    }
  }

  @Test
  void frames_come_back_as_they_were_written() {
    Frame frame =
        Frame.of(
            33554678,
            Frame.DATA,
            List.of(new Frame.Header("type", "event"), new Frame.Header("键", "值")),
            new byte[] {0, -1, 127});
    Frame read = Frame.read(frame.written());
    assertThat(read.service()).isEqualTo(33554678);
    assertThat(read.method()).isEqualTo(Frame.DATA);
    assertThat(read.header("键")).contains("值");
    assertThat(read.header("none")).isEmpty();
    assertThat(read.payload()).containsExactly(0, -1, 127);
    assertThat(read.written()).isEqualTo(frame.written());
    Frame answer =
        Frame.read(read.answered(new byte[] {1}, new Frame.Header("biz_rt", "0")).written());
    assertThat(answer.header("type")).contains("event");
    assertThat(answer.header("biz_rt")).contains("0");
    assertThat(answer.payload()).containsExactly(1);
    byte[] whole = frame.written();
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      try {
        Frame.read(cut);
      } catch (IllegalArgumentException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }
}
