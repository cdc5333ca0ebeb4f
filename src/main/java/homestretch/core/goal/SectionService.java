package homestretch.core.goal;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closings;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sections of goals: adding, changing and removing them while the campaign is open. */
public final class SectionService {
  private final Transactions transactions;
  private final Goals goals;
  private final Closings closings;
  private final Audit audit;

  public SectionService(Transactions transactions, Goals goals, Closings closings, Audit audit) {
    this.transactions = transactions;
    this.goals = goals;
    this.closings = closings;
    this.audit = audit;
  }

  /** In their order. */
  public List<Section> sections(Campaign campaign) {
    return transactions.read(() -> goals.sections(campaign.id()));
  }

  /** By code, or by name where the name is the only one of its kind. */
  public Section find(Campaign campaign, String named) {
    List<Section> all = sections(campaign);
    return all.stream()
        .filter(s -> Code.same(s.code(), named))
        .findFirst()
        .or(() -> Optional.ofNullable(Code.find(all, Section::code, Section::name, named)))
        .orElseThrow(() -> new Fault.NotFound(new Text("指标板块", "section"), named));
  }

  /**
   * Adds the section, or changes the one of the same code.
   *
   * @param section revision 0: whatever stands is replaced; another: only that one
   * @throws Fault.Invalid if the campaign has figures and the change would score them otherwise
   */
  public Section put(Campaign campaign, Section section, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Section> before =
              goals.sections(campaign.id()).stream()
                  .filter(s -> Code.same(s.code(), section.code()))
                  .findFirst();
          String subject = campaign.slug() + "/" + section.code();
          if (before.isEmpty()) {
            Section added = goals.addSection(section);
            audit.record(actor, "section.add", subject, null, added);
            return added;
          }
          Section stands = before.get();
          Section wanted =
              section.stored(
                  stands.id(),
                  campaign.id(),
                  stands.code(),
                  section.revision() == 0 ? stands.revision() : section.revision());
          if (wanted.equals(stands)) {
            return stands;
          }
          if (!same(stands.weight(), wanted.weight()) && goals.hasFigures(campaign.id())) {
            throw new Fault.Invalid(
                "weight",
                written(wanted.weight()),
                new Text(
                    "不变（" + written(stands.weight()) + "），因为战役已有上报数据；要改请新建一个从某日起生效的评分方案版本",
                    written(stands.weight())
                        + " as it is, for the campaign has figures; a version of the scheme changes"
                        + " it from a date on"));
          }
          if (!goals.changeSection(wanted)) {
            throw new Fault.Stale();
          }
          audit.record(actor, "section.change", subject, stands, wanted);
          return find(campaign, stands.code());
        });
  }

  /**
   * Removes a section that no goal stands in.
   *
   * @param expected the revision that the caller has read; 0: whichever it is
   * @throws Fault.Conflict naming what there is of it: it can be ended by {@code until}
   */
  public void remove(Campaign campaign, Section section, int expected, Actor actor) {
    transactions.writeAll(
        () -> {
          closings.requireOpen(campaign.id());
          if (expected != 0 && expected != section.revision()) {
            throw new Fault.Stale();
          }
          Map<Text, Long> uses = goals.usesOfSection(section.id());
          if (!uses.isEmpty()) {
            throw new Fault.Conflict(
                new Text(
                    "板块“"
                        + section.code()
                        + "”下有"
                        + uses.entrySet().stream()
                            .map(use -> use.getValue() + " " + use.getKey().zh())
                            .collect(Collectors.joining("、"))
                        + "，不能删除；可设 until 让它从某日起不再计入",
                    "the section “"
                        + section.code()
                        + "” has "
                        + uses.entrySet().stream()
                            .map(use -> use.getValue() + " " + use.getKey().en())
                            .collect(Collectors.joining(", "))
                        + "; give it an until, after which it does not count"));
          }
          goals.removeSection(campaign.id(), section.id());
          audit.record(
              actor, "section.remove", campaign.slug() + "/" + section.code(), section, null);
        });
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }

  private static String written(@Nullable BigDecimal weight) {
    return weight == null ? "null" : weight.toPlainString();
  }
}
