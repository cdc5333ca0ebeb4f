package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** Who does it, too. */
record AdoptionInput(
    @Is(value = "The code or name of the department", example = "LJ", required = true)
        @Nullable String department) {}
