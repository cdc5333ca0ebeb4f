package homestretch.core.login;

import java.util.List;
import java.util.Optional;

/** Those who come in by our own door (port). */
public interface Accounts {
  /** Adds one; the id given is ignored. */
  Account add(Account account);

  /** Writes down everything that may change: name, roles, the claimed right, seen, removed. */
  void change(Account account);

  Optional<Account> byExternal(String external);

  Optional<Account> byIdentity(Account.Identity identity);

  /** By id; those removed too. */
  List<Account> list();
}
