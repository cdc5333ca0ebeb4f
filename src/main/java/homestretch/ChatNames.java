package homestretch;

import homestretch.core.chat.Chat;
import homestretch.core.command.LinkCommand;
import homestretch.core.department.Link;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Optional;

/** People and roles as the connected platforms know them. */
record ChatNames(List<Chat> chats) implements LinkCommand.Names {
  private Optional<Chat> on(String platform) {
    return chats.stream().filter(chat -> chat.platform().equals(platform)).findFirst();
  }

  @Override
  public Optional<String> of(Link link) {
    return on(link.platform())
        .flatMap(chat -> chat.nameOf(link.id(), link.kind() == Link.Kind.ROLE));
  }

  @Override
  public Optional<Text> noId(Link link) {
    return link.kind() == Link.Kind.TOKEN
        ? Optional.empty()
        : on(link.platform()).flatMap(c -> c.noId(link.id(), link.kind() == Link.Kind.ROLE));
  }

  @Override
  public List<Chat.Named> rolesCalled(String platform, String name) {
    return on(platform).map(chat -> chat.rolesCalled(name)).orElse(List.of());
  }
}
