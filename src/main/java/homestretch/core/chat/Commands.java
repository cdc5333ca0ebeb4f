package homestretch.core.chat;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatcher: platforms hand in invocations and get replies, whatever happens. */
public final class Commands {
  private static final Logger log = LoggerFactory.getLogger(Commands.class);
  private static final int OFFERS = 25;

  private final Map<String, Command> byName = new LinkedHashMap<>();
  private final Turns turns = new Turns();

  public Commands(List<Command> commands) {
    for (Command command : commands) {
      if (byName.put(command.name(), command) != null) {
        throw new IllegalArgumentException("two commands named " + command.name());
      }
    }
  }

  public List<Command> list() {
    return List.copyOf(byName.values());
  }

  /** Never throws: a fault becomes a private message that says what to mend. */
  public Reply dispatch(Invocation invocation) {
    try {
      return attempt(invocation);
    } catch (Fault fault) {
      return refusal(invocation, text(invocation.command(), fault));
    } catch (RuntimeException | Error e) {
      // Errors too: who waits for an answer must get one.
      log.error("/{} failed in {}", invocation.command(), invocation.where(), e);
      return refusal(
          invocation,
          new Text(
              "程序出错。这次操作是否生效，请用 /记录 查看；并请管理员查看日志。",
              "Something broke. See with /history whether it took effect, and ask an administrator"
                  + " to look at the log."));
    }
  }

  /**
   * For platforms that show what to mend beside what was typed.
   *
   * @throws Fault what the user can mend; nothing was changed
   */
  public Reply attempt(Invocation invocation) {
    Command command = byName.get(invocation.command());
    if (command == null) {
      throw new Fault.NotFound(new Text("命令", "command"), "/" + invocation.command());
    }
    return turns.take(
        invocation, () -> Caller.PERSON.call(() -> command.handler().handle(invocation)));
  }

  /** What to mend, each field by the name that the user sees. */
  public Text text(String command, Fault fault) {
    if (!(fault instanceof Fault.Invalid invalid)) {
      return fault.text();
    }
    Map<String, Text> labels = new LinkedHashMap<>();
    if (byName.containsKey(command)) {
      byName.get(command).options().forEach(o -> labels.put(o.name(), o.label()));
    }
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (Violation v : invalid.violations()) {
      Text label = labels.getOrDefault(v.field(), Text.same(v.field()));
      zh.add(new Violation(label.zh(), v.value(), v.expected()).text().zh());
      en.add(new Violation(label.en(), v.value(), v.expected()).text().en());
    }
    return new Text(String.join("；", zh), String.join("; ", en));
  }

  /** At most 25 offers (Discord's limit); none if anything goes wrong, as typing must go on. */
  public List<Choice> complete(Invocation soFar, String option, String typed) {
    Command command = byName.get(soFar.command());
    if (command == null) {
      return List.of();
    }
    try {
      return Caller.PERSON.call(
          () ->
              command.options().stream()
                  .filter(o -> o.name().equals(option))
                  .map(Option::completer)
                  .filter(c -> c != null)
                  .flatMap(c -> c.complete(soFar, typed.strip()).stream())
                  .limit(OFFERS)
                  .toList());
    } catch (Fault fault) {
      return List.of();
    } catch (RuntimeException e) {
      log.error("completing {} of /{} failed", option, soFar.command(), e);
      return List.of();
    }
  }

  private static Reply refusal(Invocation invocation, Text text) {
    return new Reply.Private(
        Post.lines(
            new Text("没有办成", "Not done").in(invocation.language()),
            text.in(invocation.language())));
  }
}
