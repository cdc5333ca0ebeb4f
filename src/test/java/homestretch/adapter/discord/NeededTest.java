package homestretch.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.text.Text;
import java.util.List;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.Test;

class NeededTest {
  @Test
  void each_permission_has_its_name_in_both_languages_of_discords_settings() {
    assertThat(Needed.names(List.of(Permission.MESSAGE_SEND, Permission.PIN_MESSAGES)))
        .isEqualTo(new Text("发送消息、置顶消息", "Send Messages, Pin Messages"));
    for (Permission permission : Needed.all()) {
      assertThat(Needed.names(List.of(permission)).zh()).matches("\\p{IsHan}+");
    }
    assertThat(Needed.all())
        .as("a living board's come with it alone: the invitation asks for no more than is needed")
        .doesNotContainAnyElementsOf(Needed.LIVING);
  }
}
