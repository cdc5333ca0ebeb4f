package homestretch.adapter.api;

import homestretch.core.department.Departments;
import homestretch.core.department.Link;
import org.jspecify.annotations.Nullable;

/** Who reports for a department. */
record LinkJson(
    @Is(value = "Its number", example = "7", readOnly = true) @Nullable Long id,
    @Is(value = "The chat platform, or api", example = "discord", required = true, longest = 32)
        @Nullable String platform,
    @Is(value = "A user, the bearers of a role, or a token by its name", example = "user")
        Link.@Nullable Kind kind,
    @Is(
            value = "The platform's own id of it",
            example = "1234567890",
            required = true,
            longest = 64,
            as = Is.As.SAID)
        @Nullable String external,
    @Is(
            value = "What it may: other roles are given by /people",
            example = "reporter",
            oneOf = {"reporter"})
        @Nullable String role) {
  static final String REPORTER = "reporter";

  static LinkJson of(Departments.Numbered numbered) {
    Link link = numbered.link();
    return new LinkJson(numbered.id(), link.platform(), link.kind(), link.id(), REPORTER);
  }
}
