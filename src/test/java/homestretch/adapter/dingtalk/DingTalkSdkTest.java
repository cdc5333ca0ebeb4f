package homestretch.adapter.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Await;
import homestretch.testing.dingtalk.DingTalk;
import homestretch.testing.sdk.NodeSdk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the stand-in is DingTalk as the vendor's own SDK knows it. */
class DingTalkSdkTest {
  @Test
  void vendors_sdk_connects_acknowledges_answers_and_sends_a_card_once() throws Exception {
    try (DingTalk dingtalk = DingTalk.start();
        NodeSdk sdk =
            NodeSdk.start(
                DingTalkSdkTest.class,
                "dingtalk-stream@2.1.5",
                "dingtalk/client.cjs",
                dingtalk.baseUrl(),
                DingTalk.CLIENT,
                DingTalk.SECRET)) {
      sdk.await("connected");
      Await.until("taken in", dingtalk::isConnected);
      dingtalk.company.department(2001, "市财政局", 1);
      dingtalk.company.department(2002, "预算处", 2001);
      dingtalk.company.user("zhang", 2002L);
      dingtalk.write("zhang", "cidfinance", "上报 GBR 60.2");
      assertThat(sdk.await("message")).isEqualTo("message 2 zhang 上报 GBR 60.2");
      assertThat(sdk.await("card")).isEqualTo("card true true");
      assertThat(sdk.await("departments")).isEqualTo("departments 2002,2001,1 市财政局 60003 2001");
      sdk.await("sent");
      List<DingTalk.Said> said = dingtalk.await("cidfinance", 3, Duration.ofSeconds(5));
      assertThat(said).extracting(DingTalk.Said::text).containsExactly("收到", "# 榜\n临江区", "榜\n卡片");
      dingtalk.press("zhang", said.getLast(), "下一页");
      assertThat(sdk.await("pressed")).isEqualTo("pressed zhang next next");
      assertThat(said.getLast().text()).contains("第二页");
      Await.until("acknowledged", dingtalk::isAllAcknowledged);
      int before = dingtalk.connections();
      dingtalk.disconnect();
      assertThat(before).isEqualTo(1);
      assertThat(dingtalk.violations()).isEmpty();
    }
  }
}
