package homestretch.core.chat.talk;

import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Commands;
import homestretch.core.chat.OnceOnly;

/** What conversations need on every platform where lines are typed. */
public record Conversations(
    Commands commands, OnceOnly onceOnly, ShortIds shortIds, Recall recall, NamedRoles roles) {
  public TypedConversation on(String platform, Capabilities can, Belonging belonging) {
    return new TypedConversation(
        commands,
        can,
        shortIds,
        recall,
        new Answering(platform, onceOnly, shortIds),
        person -> belonging.among(person, roles.on(platform)));
  }
}
