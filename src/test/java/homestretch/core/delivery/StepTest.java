package homestretch.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The whole decision, as a table: row, channel, reach, sight, time, and what is to be done. */
class StepTest {
  private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
  private static final Step.Reach GOOD = new Step.Reach(null, Duration.ofMinutes(2));
  private static final Step.Reach AWAY = new Step.Reach(Text.same("away"), Duration.ofMinutes(2));
  private static final Step.Reach FORGETFUL = new Step.Reach(null, Duration.ZERO);
  private static final Step.Sight UNSEEN = new Step.Sight.NotLooked();
  private static final Step.Sight GONE = new Step.Sight.NotThere();
  private static final Step.Sight THERE = new Step.Sight.There("77");
  private static final Step.Sight BLIND = new Step.Sight.CannotTell(Text.same("blind"));

  private static final Channel OPEN = channel(Channel.State.ACTIVE, null);
  private static final Channel SUSPENDED = channel(Channel.State.SUSPENDED, null);
  private static final Channel QUIET =
      channel(
          Channel.State.ACTIVE,
          new Channel.QuietHours(LocalTime.parse("22:00"), LocalTime.parse("08:00")));

  private record Row(
      String what,
      Delivery row,
      @Nullable Channel channel,
      Step.Reach reach,
      Step.Sight sight,
      String now,
      Step expected) {}

  private static Channel channel(Channel.State state, Channel.@Nullable QuietHours quiet) {
    return new Channel(
        new ChannelId(1),
        new CampaignId(1),
        new Address("discord", "5"),
        Language.EN,
        ZoneOffset.UTC,
        quiet,
        null,
        false,
        false,
        Channel.Purpose.POSTS,
        state,
        state == Channel.State.ACTIVE ? Channel.NO_REASON : Text.same("closed"),
        1);
  }

  /** Planned at nine, worth posting until six. */
  private static Delivery row(int attempts, @Nullable Instant unsureAt) {
    return new Delivery(
        new DeliveryId(1),
        new Delivery.Subject.Scheduled(new ScheduleId(1)),
        new ChannelId(1),
        NINE,
        Delivery.State.PLANNED,
        "nonce",
        attempts,
        NINE,
        Instant.parse("2026-11-24T18:00:00Z"),
        unsureAt,
        null,
        null,
        null,
        Delivery.NO_REASON);
  }

  private static Delivery fresh() {
    return row(0, null);
  }

  private static Delivery tried() {
    return row(2, null);
  }

  private static Delivery begun() {
    return row(1, NINE);
  }

  private static Step.End end(Delivery.State state, Text reason) {
    return new Step.End(state, reason);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-24T" + time + "Z");
  }

  private static final List<Row> TABLE =
      List.of(
          new Row(
              "removed, surely not sent",
              fresh(),
              null,
              GOOD,
              UNSEEN,
              "09:00:01",
              end(Delivery.State.SKIPPED, DeliveryTexts.CHANNEL_REMOVED)),
          new Row(
              "removed, may stand",
              begun(),
              null,
              GOOD,
              UNSEEN,
              "09:00:01",
              end(Delivery.State.UNCERTAIN, DeliveryTexts.CHANNEL_REMOVED)),
          new Row("due", fresh(), OPEN, GOOD, UNSEEN, "09:00:00", new Step.Send(null)),
          new Row("a minute late", fresh(), OPEN, GOOD, UNSEEN, "09:01:00", new Step.Send(null)),
          new Row(
              "made up for: an old copy may not know of its post",
              fresh(),
              OPEN,
              GOOD,
              UNSEEN,
              "09:30:00",
              new Step.Look(at("08:00:00"))),
          new Row(
              "made up for, and there",
              fresh(),
              OPEN,
              GOOD,
              THERE,
              "09:30:00",
              new Step.Found("77", NINE)),
          new Row(
              "made up for, and not there",
              fresh(),
              OPEN,
              GOOD,
              GONE,
              "09:30:00",
              new Step.Send(null)),
          new Row(
              "made up for, nobody can tell: the database says it was never begun",
              fresh(),
              OPEN,
              GOOD,
              BLIND,
              "09:30:00",
              new Step.Send(null)),
          new Row(
              "tried before in vain: this database knows",
              tried(),
              OPEN,
              GOOD,
              UNSEEN,
              "09:30:00",
              new Step.Send(null)),
          new Row(
              "a platform that remembers nothing is looked at",
              begun(),
              OPEN,
              FORGETFUL,
              UNSEEN,
              "09:00:01",
              new Step.Look(at("08:00:00"))),
          new Row(
              "begun, the nonce is remembered",
              begun(),
              OPEN,
              GOOD,
              UNSEEN,
              "09:01:29",
              new Step.Send(NINE)),
          new Row(
              "begun, the nonce may be forgotten soon",
              begun(),
              OPEN,
              GOOD,
              UNSEEN,
              "09:01:30",
              new Step.Look(at("08:00:00"))),
          new Row(
              "begun, the clock went back",
              begun(),
              OPEN,
              GOOD,
              UNSEEN,
              "08:59:59",
              new Step.Look(at("08:00:00"))),
          new Row(
              "begun, and there",
              begun(),
              OPEN,
              GOOD,
              THERE,
              "09:10:00",
              new Step.Found("77", NINE)),
          new Row(
              "begun, and not there", begun(), OPEN, GOOD, GONE, "09:10:00", new Step.Send(null)),
          new Row(
              "begun, and nobody can tell",
              begun(),
              OPEN,
              GOOD,
              BLIND,
              "09:10:00",
              new Step.Uncertain(Text.same("blind"))),
          new Row(
              "begun, not there, too late",
              begun(),
              OPEN,
              GOOD,
              GONE,
              "18:00:00",
              end(Delivery.State.FAILED, DeliveryTexts.WINDOW_CLOSED)),
          new Row(
              "begun, too late, not looked yet",
              begun(),
              OPEN,
              GOOD,
              UNSEEN,
              "18:00:00",
              new Step.Look(at("08:00:00"))),
          new Row(
              "suspended",
              fresh(),
              SUSPENDED,
              GOOD,
              UNSEEN,
              "09:00:01",
              end(Delivery.State.FAILED, DeliveryTexts.suspended(Text.same("closed")))),
          new Row(
              "suspended, made up for",
              fresh(),
              SUSPENDED,
              GOOD,
              UNSEEN,
              "10:00:01",
              end(Delivery.State.FAILED, DeliveryTexts.suspended(Text.same("closed")))),
          new Row(
              "suspended, may stand",
              begun(),
              SUSPENDED,
              GOOD,
              UNSEEN,
              "09:00:01",
              new Step.Look(at("08:00:00"))),
          new Row(
              "suspended, does not stand",
              begun(),
              SUSPENDED,
              GOOD,
              GONE,
              "09:00:01",
              end(Delivery.State.FAILED, DeliveryTexts.suspended(Text.same("closed")))),
          new Row(
              "out of reach",
              fresh(),
              OPEN,
              AWAY,
              UNSEEN,
              "09:00:01",
              new Step.Wait(at("09:00:31"), Text.same("away"), false)),
          new Row(
              "out of reach too long, never tried",
              fresh(),
              OPEN,
              AWAY,
              UNSEEN,
              "18:00:00",
              end(Delivery.State.MISSED, Text.same("away"))),
          new Row(
              "out of reach too long, tried",
              tried(),
              OPEN,
              AWAY,
              UNSEEN,
              "18:00:00",
              end(Delivery.State.FAILED, Text.same("away"))),
          new Row(
              "out of reach, may stand, too late",
              begun(),
              OPEN,
              AWAY,
              UNSEEN,
              "18:00:00",
              new Step.Wait(at("18:00:30"), Text.same("away"), false)),
          new Row(
              "quiet hours",
              tried(),
              QUIET,
              GOOD,
              UNSEEN,
              "22:30:00",
              new Step.Wait(Instant.parse("2026-11-25T08:00:00Z"), DeliveryTexts.QUIET, true)),
          new Row(
              "may stand, and its window closed before the quiet hours",
              row(1, at("22:29:30")),
              QUIET,
              GOOD,
              UNSEEN,
              "22:29:40",
              new Step.Look(at("08:00:00"))));

  @TestFactory
  List<DynamicTest> every_row_of_the_table_asks_for_one_step() {
    return TABLE.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.what,
                    () ->
                        assertThat(
                                Step.of(
                                    each.row, each.channel, each.reach, each.sight, at(each.now)))
                            .isEqualTo(each.expected)))
        .toList();
  }
}
