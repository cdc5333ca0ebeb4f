package homestretch.core.login;

import homestretch.core.access.Grant;
import homestretch.core.access.Invitation;
import homestretch.core.access.InvitationService;
import homestretch.core.access.Rights;
import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.access.Secrets;
import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ways in: an invitation, an identity provider, and being at the machine itself. */
public final class LogIns {
  /** How long the link is good by which somebody brings a further device in. */
  private static final Duration FURTHER_DEVICE = Duration.ofMinutes(15);

  /** Somebody whom nothing is allowed yet; administrators see them among the people. */
  private static final Scope NOTHING = new Scope(Role.VIEWER, Set.of(), Set.of());

  private static final String FIRST_ADMINISTRATOR = "管理员";

  private static final int ID_LENGTH = 12;
  private static final int MAX_ROLES = 200;
  private static final int MAX_ROLE_LENGTH = 64;

  private final Transactions transactions;
  private final Accounts accounts;
  private final SessionService sessions;
  private final InvitationService invitations;
  private final Rights rights;
  private final Entitlements entitlements;
  private final Audit audit;
  private final Clock clock;

  public LogIns(
      Transactions transactions,
      Accounts accounts,
      SessionService sessions,
      InvitationService invitations,
      Rights rights,
      Entitlements entitlements,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.sessions = sessions;
    this.invitations = invitations;
    this.rights = rights;
    this.entitlements = entitlements;
    this.audit = audit;
    this.clock = clock;
  }

  /** The invitation that has this secret, used or ended ones too; looking does not use it. */
  public Optional<Invitation> look(String secret) {
    return invitations.bySecret(secret);
  }

  /** Whom an invitation lets in again; empty: somebody new. */
  public Optional<Account> person(Invitation invitation) {
    String external = invitation.person();
    return external == null
        ? Optional.empty()
        : transactions.read(() -> accounts.byExternal(external));
  }

  public Optional<Account> byExternal(String external) {
    return transactions.read(() -> accounts.byExternal(external));
  }

  /**
   * Uses an invitation: its person is made, given the rights and logged in, all at once.
   *
   * @param name as it shall be shown; of somebody who is let in again it stays
   * @param already who is logged in and takes the rights; null: nobody
   * @throws Fault.Conflict if it was used or has ended
   * @throws Fault.NotFound if there is none
   */
  public SessionService.Started redeem(
      String secret, String name, @Nullable Account already, SessionService.Device device) {
    return transactions.write(
        () -> {
          Invitation invitation = invitations.take(secret);
          Instant now = clock.instant();
          Account account;
          if (invitation.person() != null) {
            account =
                accounts
                    .byExternal(invitation.person())
                    .orElseThrow(
                        () ->
                            new Fault.NotFound(
                                new Text("人员", "person"), String.valueOf(invitation.person())));
          } else if (already != null) {
            account = already;
          } else {
            account =
                accounts.add(
                    new Account(
                        0, newId(), Code.name("name", name), null, Set.of(), null, now, now, null));
          }
          Account seen = account.seen(account.name(), account.roles(), account.claimedGrant(), now);
          accounts.change(seen);
          if (!NOTHING.equals(invitation.scope())) {
            rights.add(grant(seen, invitation.scope()), seen.actor());
          }
          audit.record(
              seen.actor(),
              "invitation.use",
              String.valueOf(invitation.id()),
              null,
              invitation.scope());
          return sessions.start(seen, device);
        });
  }

  /**
   * Logs in whom an identity provider vouches for: known again by issuer and subject. A role that
   * it names becomes a right for all campaigns, which ends at the first log-in without it.
   *
   * @param name as the provider shows it; what cannot be a name is passed over
   * @param roles as the claim names them
   */
  public SessionService.Started identified(
      Account.Identity identity, String name, Set<String> roles, SessionService.Device device) {
    Set<String> kept =
        roles.stream()
            .filter(r -> !r.isBlank() && r.length() <= MAX_ROLE_LENGTH && !r.contains("\n"))
            .sorted()
            .limit(MAX_ROLES)
            .collect(Collectors.toCollection(TreeSet::new));
    Optional<Role> claimed = highest(kept);
    return transactions.write(
        () -> {
          Instant now = clock.instant();
          Optional<Account> known = accounts.byIdentity(identity);
          Account account =
              known.orElseGet(
                  () ->
                      accounts.add(
                          new Account(
                              0, newId(), shown(name, "?"), identity, kept, null, now, now, null)));
          Account seen =
              account.seen(shown(name, account.name()), kept, account.claimedGrant(), now);
          Long grant = claim(seen, claimed, account.removedAt() != null || known.isEmpty());
          Account stands = seen.seen(seen.name(), kept, grant, now);
          accounts.change(stands);
          return sessions.start(stands, device);
        });
  }

  /** What the claim gives takes the place of what it gave before. */
  private @Nullable Long claim(Account account, Optional<Role> claimed, boolean isNew) {
    List<Grant> own =
        rights.list().stream()
            .filter(
                g ->
                    g.platform().equals(Account.PLATFORM)
                        && g.kind() == Grant.Kind.USER
                        && g.external().equals(account.external()))
            .toList();
    Optional<Grant> before =
        own.stream().filter(g -> Objects.equals(g.id(), account.claimedGrant())).findFirst();
    Scope wanted =
        claimed
            .map(role -> new Scope(role, null, Set.of()))
            .orElse(isNew && own.isEmpty() ? NOTHING : null);
    if (wanted == null && before.isPresent() && before.get().scope().campaigns() == null) {
      wanted = NOTHING;
    }
    if (wanted == null || before.map(Grant::scope).filter(wanted::equals).isPresent()) {
      return account.claimedGrant();
    }
    Grant added = rights.add(grant(account, wanted), Actor.SYSTEM);
    before.ifPresent(g -> rights.replaced(g.id(), Actor.SYSTEM));
    return added.id();
  }

  /** Who sits at the machine itself, where nothing else is asked for: one of the known few. */
  public SessionService.Started here(String external, String name, SessionService.Device device) {
    return transactions.write(
        () -> {
          Instant now = clock.instant();
          Account account =
              accounts
                  .byExternal(external)
                  .orElseGet(
                      () ->
                          accounts.add(
                              new Account(
                                  0, external, name, null, Set.of(), null, now, now, null)));
          Account seen = account.seen(name, Set.of(), null, now);
          accounts.change(seen);
          return sessions.start(seen, device);
        });
  }

  /** A link by which a person brings a further device in; it gives no right. */
  public InvitationService.Made furtherDevice(Account account) {
    return invitations.invite(
        account.name(),
        NOTHING,
        clock.instant().plus(FURTHER_DEVICE),
        account.external(),
        account.actor());
  }

  /** A link by which the first administrator comes in; those made before end. */
  public InvitationService.Made firstAdministrator() {
    return transactions.write(
        () -> {
          invitations.list(0, Integer.MAX_VALUE).stream()
              .filter(i -> i.madeBy().equals(Actor.SYSTEM.name()))
              .forEach(i -> invitations.revoke(i.id(), Actor.SYSTEM));
          return invitations.invite(
              FIRST_ADMINISTRATOR, Scope.EVERYTHING, null, null, Actor.SYSTEM);
        });
  }

  /** What somebody may; empty: nothing, they have to be told whom to ask. */
  public List<Scope> scopes(Account account) {
    return entitlements.of(account);
  }

  /** The names of those who can give rights, as far as they came in by this door. */
  public List<String> administrators() {
    return transactions.read(accounts::list).stream()
        .filter(a -> a.removedAt() == null)
        .filter(a -> entitlements.of(a).stream().anyMatch(s -> s.role() == Role.ADMINISTRATOR))
        .map(Account::name)
        .distinct()
        .toList();
  }

  /** Whether somebody who came in by this door administers everything. */
  public boolean hasAdministrator() {
    return transactions.read(accounts::list).stream()
        .filter(a -> a.removedAt() == null)
        .anyMatch(a -> entitlements.of(a).stream().anyMatch(Scope::isEverything));
  }

  private Grant grant(Account account, Scope scope) {
    return new Grant(
        0, Account.PLATFORM, Grant.Kind.USER, account.external(), scope, clock.instant(), null);
  }

  /** The most that the names of roles say, with or without the program's own name before them. */
  private static Optional<Role> highest(Set<String> roles) {
    return roles.stream()
        .flatMap(
            name -> {
              String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^homestretch[-_:/.]", "");
              return Stream.of(Role.values())
                  .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(bare));
            })
        .max(Comparator.naturalOrder());
  }

  private static String shown(String name, String otherwise) {
    try {
      return Code.name("name", name);
    } catch (Fault.Invalid e) {
      return otherwise;
    }
  }

  private static String newId() {
    return "u" + Secrets.random("").replaceAll("[-_]", "").substring(0, ID_LENGTH);
  }
}
