package homestretch.adapter.discord;

import homestretch.core.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;

/** What the bot must be allowed in a channel, by the names that Discord's settings show. */
final class Needed {
  private static final Map<Permission, Text> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(Permission.VIEW_CHANNEL, new Text("查看频道", "View Channel"));
    NAMES.put(Permission.MESSAGE_SEND, new Text("发送消息", "Send Messages"));
    NAMES.put(Permission.MESSAGE_SEND_IN_THREADS, new Text("在子区内发送消息", "Send Messages in Threads"));
    NAMES.put(Permission.MESSAGE_EMBED_LINKS, new Text("嵌入链接", "Embed Links"));
    NAMES.put(Permission.MESSAGE_ATTACH_FILES, new Text("附加文件", "Attach Files"));
    NAMES.put(Permission.MESSAGE_HISTORY, new Text("读取消息历史记录", "Read Message History"));
  }

  private Needed() {}

  static Optional<Text> missingIn(GuildMessageChannel channel) {
    ChannelType type = channel.getType();
    Permission notHere =
        type.isThread() ? Permission.MESSAGE_SEND : Permission.MESSAGE_SEND_IN_THREADS;
    List<Text> missing =
        NAMES.entrySet().stream()
            .filter(e -> e.getKey() != notHere)
            .filter(e -> !channel.getGuild().getSelfMember().hasPermission(channel, e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Text(
                "机器人缺少权限：" + String.join("、", missing.stream().map(Text::zh).toList()),
                "the bot lacks these permissions: "
                    + String.join(", ", missing.stream().map(Text::en).toList())));
  }
}
