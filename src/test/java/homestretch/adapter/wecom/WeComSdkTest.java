package homestretch.adapter.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.sdk.NodeSdk;
import homestretch.testing.wecom.WeCom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the stand-in is WeCom as the vendor's own SDK knows it. */
class WeComSdkTest {
  @Test
  void vendors_sdk_connects_answers_sends_cards_and_pictures_and_is_kicked() throws Exception {
    try (WeCom wecom = WeCom.start();
        NodeSdk sdk =
            NodeSdk.start(
                WeComSdkTest.class,
                "@wecom/aibot-node-sdk@1.0.7",
                "wecom/client.cjs",
                wecom.socketUrl(),
                WeCom.BOT,
                WeCom.SECRET)) {
      sdk.await("authenticated");
      wecom.write("zhangwei", "finance-group", "上报 GBR 60.2");
      assertThat(sdk.await("text")).isEqualTo("text group zhangwei 上报 GBR 60.2");
      assertThat(sdk.await("refused")).isEqualTo("refused 93006");
      sdk.await("sent");
      List<WeCom.Said> said = wecom.await("finance-group", 4, Duration.ofSeconds(5));
      assertThat(said.getFirst().text()).isEqualTo("收到 **上报 GBR 60.2**");
      assertThat(said.get(1).text()).startsWith("# 榜");
      assertThat(said.get(2).buttons()).containsEntry("next", "下一页");
      assertThat(wecom.media(said.get(3).body().at("/image/media_id").asText()))
          .hasSize(700 * 1024);
      wecom.press("zhangwei", "finance-group", "task-1", "next");
      assertThat(sdk.await("pressed")).isEqualTo("pressed next");
      try (NodeSdk second =
          NodeSdk.start(
              WeComSdkTest.class,
              "@wecom/aibot-node-sdk@1.0.7",
              "wecom/client.cjs",
              wecom.socketUrl(),
              WeCom.BOT,
              WeCom.SECRET)) {
        sdk.await("kicked");
        second.await("authenticated");
      }
      assertThat(wecom.violations()).isEmpty();
    }
  }
}
