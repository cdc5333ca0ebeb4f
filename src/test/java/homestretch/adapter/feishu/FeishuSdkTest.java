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
      sdk.await("ready");
      String event = feishu.write("ou_zhang", "oc_finance", "上报 GBR 60.2");
      assertThat(sdk.await("message")).isEqualTo("message group ou_zhang @_user_1 上报 GBR 60.2");
      assertThat(sdk.await("once")).isEqualTo("once true");
      assertThat(sdk.await("listed")).isEqualTo("listed 2");
      assertThat(sdk.await("refused")).isEqualTo("refused 230002");
      List<Feishu.Said> said = feishu.await("oc_finance", 2, Duration.ofSeconds(5));
      assertThat(said.get(1).text()).startsWith("榜二").contains("临江区");
      var next = Objects.requireNonNull(said.get(1).buttons().get("下一页"));
      feishu.press("ou_zhang", said.get(1), next, null, "oc_finance");
      assertThat(sdk.await("pressed")).isEqualTo("pressed next");
      assertThat(feishu.violations()).isEmpty();
      assertThat(feishu.deliveries(event)).isGreaterThan(0);
    }
  }

  @Test
  void frames_come_back_as_they_were_written() {
    Frame frame =
        new Frame(
            -1,
            Long.MAX_VALUE,
            33554678,
            Frame.DATA,
            List.of(new Frame.Header("type", "event"), new Frame.Header("键", "值")),
            "gzip",
            "json",
            new byte[] {0, -1, 127},
            "log");
    Frame read = Frame.read(frame.written());
    assertThat(read).usingRecursiveComparison().isEqualTo(frame);
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
