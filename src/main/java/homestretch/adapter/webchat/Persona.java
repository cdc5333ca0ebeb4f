package homestretch.adapter.webchat;

import homestretch.core.access.Scope;
import homestretch.core.chat.Person;
import homestretch.core.login.Account;
import homestretch.core.text.Text;
import java.util.Comparator;
import java.util.List;

/**
 * Somebody whom the user of the page is, or can be.
 *
 * @param role what this person does, in a few words
 */
public record Persona(Text name, Text role, Person person) {
  /** Who administers everything at the machine itself. */
  public static final String ADMINISTRATOR = "admin";

  public String id() {
    return person.id();
  }

  /** Whether it is the administrator at the machine itself, not somebody who logged in. */
  static boolean isLocal(String id) {
    return id.equals(ADMINISTRATOR);
  }

  /** Somebody who is logged in. */
  static Persona of(Account account, List<Scope> scopes) {
    Text role =
        scopes.stream()
            .map(Scope::role)
            .max(Comparator.naturalOrder())
            .map(
                most ->
                    switch (most) {
                      case VIEWER -> new Text("只看不报", "reads only");
                      case REPORTER -> new Text("填报员", "reports");
                      case REVIEWER -> new Text("复核员", "reviews");
                      case ADMINISTRATOR -> new Text("管理员", "administers");
                    })
            .orElse(new Text("还没有权限", "may nothing yet"));
    return new Persona(
        Text.same(account.name()),
        role,
        new Person(Account.PLATFORM, account.external(), account.name(), account.roles()));
  }
}
