package homestretch.adapter.api;

import homestretch.core.care.CareSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a campaign cares for who is late or behind. */
record CareJson(
    @Is(value = "Whether it does; false unless somebody has turned it on", example = "true")
        @Nullable Boolean on,
    @Is(value = "Working days from one step to the next", example = "3", min = "1", max = "20")
        @Nullable Integer graceDays,
    @Is(value = "Most requests to a department in a week", example = "3", min = "1", max = "10")
        @Nullable Integer weeklyCap,
    @Is("Whom the later steps speak to") @Nullable List<ContactJson> contacts) {

  /** Who is spoken to at a step. */
  record ContactJson(
      @Is(
              value = "The code of the department; null: for all of them",
              example = "GXQ",
              nullable = true)
          @Nullable String department,
      @Is(
              value = "At which step",
              example = "lead",
              required = true,
              oneOf = {"reporter", "lead", "supervisor"})
          @Nullable String step,
      @Is(value = "The chat platform", example = "discord", required = true, longest = 32)
          @Nullable String platform,
      @Is(
              value =
                  "The platform's own id of the person; or # and the id of the department's own"
                      + " channel, told where nobody of that step can be told alone",
              example = "1181234567890123456",
              required = true,
              longest = 64,
              as = Is.As.SAID)
          @Nullable String person) {}

  static CareJson of(CareSettings s, Codes codes) {
    return new CareJson(
        s.isOn(),
        s.graceDays(),
        s.weeklyCap(),
        s.contacts().stream()
            .map(
                c ->
                    new ContactJson(
                        c.department() == null ? null : codes.of(c.department()),
                        c.step().name().toLowerCase(java.util.Locale.ROOT),
                        c.platform(),
                        c.person()))
            .toList());
  }
}
