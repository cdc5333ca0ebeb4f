package homestretch.core.command;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import homestretch.core.delivery.PracticePost;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.practice.Practice;
import homestretch.core.practice.Practices;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An approved practice as its own message, with a button for those who do it, too. */
public final class ApprovedPractice implements PracticePost {
  private final Transactions transactions;
  private final Practices practices;
  private final Departments departments;

  public ApprovedPractice(Transactions transactions, Practices practices, Departments departments) {
    this.transactions = transactions;
    this.practices = practices;
    this.departments = departments;
  }

  @Override
  public Optional<Post> of(CampaignId campaign, long id, Language language) {
    return transactions.read(
        () ->
            practices
                .find(campaign, id)
                .filter(practice -> practice.state() == Practice.State.APPROVED)
                .map(practice -> post(practice, byId(campaign), language)));
  }

  private Map<DepartmentId, Department> byId(CampaignId campaign) {
    return departments.departments(campaign).stream()
        .collect(Collectors.toMap(Department::id, Function.identity()));
  }

  private static Post post(
      Practice practice, Map<DepartmentId, Department> departments, Language language) {
    return new Post(
        PracticeTexts.POSTED.in(language),
        List.of(
            new Block.Lines(
                PracticeTexts.line(
                        practice,
                        Objects.requireNonNull(departments.get(practice.department())),
                        practice.adoptedBy().stream()
                            .map(d -> Objects.requireNonNull(departments.get(d)).shortest())
                            .toList())
                    .in(language))),
        "",
        List.of(
            List.of(
                new Button(
                    PracticeTexts.ADOPT.in(language),
                    Button.Style.PLAIN,
                    "practice adopt",
                    Map.of("id", String.valueOf(practice.id())),
                    false))));
  }
}
