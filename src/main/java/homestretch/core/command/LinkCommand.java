package homestretch.core.command;

import homestretch.core.access.Rights;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Pages;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /link code:CODE}: the first administrator of a platform makes themselves known. With a
 * department and a person or a role an administrator says who reports for it; alone it lists them.
 */
public final class LinkCommand {
  /** The chat itself: on platforms without roles, whoever writes in a group has the group's. */
  private static final Set<String> HERE = Set.of("本群", "这个群", "here", "this group");

  private final Desk desk;
  private final Rights rights;
  private final DepartmentService departments;
  private final Names names;

  /** Knows people and roles by the names that their platform shows. */
  @FunctionalInterface
  public interface Names {
    /** Empty: it cannot tell. */
    Optional<String> of(Link link);

    /** See {@link Chat#noId}. */
    default Optional<Text> noId(Link link) {
      return Optional.empty();
    }

    /** See {@link Chat#rolesCalled}. */
    default List<Chat.Named> rolesCalled(String platform, String name) {
      return List.of();
    }
  }

  public LinkCommand(Desk desk, Rights rights, DepartmentService departments, Names names) {
    this.names = names;
    this.desk = desk;
    this.rights = rights;
    this.departments = departments;
  }

  public Command command() {
    return new Command(
            "link",
            LinkTexts.NAME,
            LinkTexts.LINK,
            List.of(
                new Option("code", LinkTexts.CODE_NAME, LinkTexts.CODE, null),
                new Option(
                    "department",
                    DeskTexts.DEPARTMENT,
                    LinkTexts.FOR_WHICH,
                    desk::completeDepartment),
                new Option("person", LinkTexts.PERSON, LinkTexts.WHO, null).of(Option.Kind.PERSON),
                new Option("role", LinkTexts.ROLE, LinkTexts.WHICH_ROLE, null)
                    .of(Option.Kind.ROLE)),
            Pages.of(this::link))
        .taking("code")
        .such(LinkTexts.EXAMPLE);
  }

  private Reply link(Invocation invocation) {
    Optional<String> code = invocation.option("code");
    if (code.isPresent()) {
      if (desk.administers(invocation)) {
        throw new Fault.Conflict(LinkTexts.NO_CODE); // “关联 甲县 王芳”: no code was meant.
      }
      return redeem(invocation, code.get());
    }
    desk.require(Command.Access.ADMINISTRATOR, invocation);
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Optional<String> named = invocation.option("department");
    Optional<String> person = invocation.option("person");
    Optional<String> role = invocation.option("role");
    if (named.isEmpty() && person.isEmpty() && role.isEmpty()) {
      return listed(campaign, language);
    }
    List<Violation> missing = new ArrayList<>();
    if (named.isEmpty()) {
      missing.add(new Violation("department", "", LinkTexts.A_DEPARTMENT));
    }
    if (person.isEmpty() && role.isEmpty()) {
      missing.add(new Violation("person", "", LinkTexts.SOMEBODY));
    }
    if (!missing.isEmpty()) {
      throw new Fault.Invalid(missing);
    }
    Department department = desk.department(campaign, named.orElseThrow());
    String platform = invocation.where().platform();
    List<Link> wanted = new ArrayList<>();
    person.ifPresent(typed -> wanted.add(user(platform, bare(typed))));
    role.ifPresent(typed -> wanted.add(role(invocation, bare(typed))));
    List<Link> there = departments.links(department);
    wanted.stream()
        .filter(link -> !there.contains(link))
        .forEach(
            link ->
                departments.addLink(campaign, department, link, Desk.actor(invocation.person())));
    return new Reply.Private(
        Post.lines(
            LinkTexts.LINKED.in(language),
            LinkTexts.linked(department, shown(department)).in(language)));
  }

  /** A mention as it is typed where there is no picker, such as {@code <@123>}. */
  private static String bare(String typed) {
    return typed.replaceFirst("^<@[&!]?([\\w-]+)>$", "$1").replaceFirst("^@", "");
  }

  private Link user(String platform, String id) {
    Link link = new Link(platform, Link.Kind.USER, id);
    names
        .noId(link)
        .ifPresent(
            expected -> {
              throw new Fault.Invalid("person", id, expected);
            });
    return link;
  }

  private Link role(Invocation invocation, String typed) {
    String platform = invocation.where().platform();
    if (HERE.contains(typed.strip().toLowerCase(Locale.ROOT))) {
      return new Link(platform, Link.Kind.ROLE, invocation.where().channel());
    }
    Link link = new Link(platform, Link.Kind.ROLE, typed.strip());
    Optional<Text> expected = names.noId(link);
    if (expected.isEmpty()) {
      return link;
    }
    List<Chat.Named> called;
    try {
      called = names.rolesCalled(platform, typed.strip());
    } catch (IllegalStateException e) {
      throw new Fault.Invalid(
          "role", typed, LinkTexts.notToldByName(expected.get(), String.valueOf(e.getMessage())));
    }
    if (called.size() != 1) {
      throw new Fault.Invalid("role", typed, LinkTexts.calledSo(expected.get(), called));
    }
    return new Link(platform, Link.Kind.ROLE, called.getFirst().id());
  }

  private List<Text> shown(Department department) {
    List<Link> links = departments.links(department);
    Map<Link, String> called = new LinkedHashMap<>();
    links.forEach(link -> names.of(link).ifPresent(name -> called.put(link, name)));
    return links.stream()
        .map(
            link -> {
              @Nullable String name = called.get(link);
              boolean isShared = Collections.frequency(called.values(), name) > 1;
              return LinkTexts.who(link, isShared ? name + " " + link.id() : name);
            })
        .toList();
  }

  private Reply listed(Campaign campaign, Language language) {
    List<String> lines = new ArrayList<>();
    for (Department department : departments.departments(campaign)) {
      lines.add(LinkTexts.linked(department, shown(department)).in(language));
    }
    lines.add(LinkTexts.HOW_TO_LINK.in(language));
    return new Reply.Private(
        new Post(LinkTexts.LINKS.in(language), List.of(new Block.Lines(lines)), "", List.of()));
  }

  private Reply redeem(Invocation invocation, String code) {
    Person person = invocation.person();
    rights.redeem(person.platform(), person.id(), code, Desk.actor(person));
    return new Reply.Private(
        Post.lines(
            LinkTexts.ADMINISTRATOR.in(invocation.language()),
            LinkTexts.NEXT.in(invocation.language())));
  }
}
