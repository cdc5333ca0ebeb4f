package homestretch.adapter.discord;

import homestretch.core.text.Text;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    NAMES.put(Permission.PIN_MESSAGES, new Text("置顶消息", "Pin Messages"));
    NAMES.put(Permission.CREATE_PUBLIC_THREADS, new Text("创建公共子区", "Create Public Threads"));
    NAMES.put(Permission.MESSAGE_HISTORY, new Text("读取消息历史记录", "Read Message History"));
  }

  private Needed() {}

  /** What a living board needs beside: it is pinned, and a thread is opened a week. */
  static final Set<Permission> LIVING =
      EnumSet.of(Permission.PIN_MESSAGES, Permission.CREATE_PUBLIC_THREADS);

  /** What every channel of posts needs. */
  static Set<Permission> all() {
    return EnumSet.copyOf(
        NAMES.keySet().stream().filter(permission -> !LIVING.contains(permission)).toList());
  }

  /** As Discord's own settings call them in either language. */
  static Text names(Collection<Permission> permissions) {
    List<Text> names =
        permissions.stream().map(p -> NAMES.getOrDefault(p, Text.same(p.getName()))).toList();
    return new Text(
        String.join("、", names.stream().map(Text::zh).toList()),
        String.join(", ", names.stream().map(Text::en).toList()));
  }

  static Optional<Text> missingIn(GuildMessageChannel channel) {
    ChannelType type = channel.getType();
    Permission notHere =
        type.isThread() ? Permission.MESSAGE_SEND : Permission.MESSAGE_SEND_IN_THREADS;
    List<Permission> missing =
        all().stream()
            .filter(p -> p != notHere)
            .filter(p -> !channel.getGuild().getSelfMember().hasPermission(channel, p))
            .toList();
    Text names = names(missing);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Text(
                "机器人缺少权限：" + names.zh(),
                (missing.size() == 1
                        ? "the bot lacks this permission: "
                        : "the bot lacks these permissions: ")
                    + names.en()));
  }
}
