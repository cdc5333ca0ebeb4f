package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.exchange.ImportJobs;
import org.jspecify.annotations.Nullable;

/** How far an import is that takes long. */
record ImportJobJson(
    @Is(value = "Its name in the address", example = "7f3a9c10") String id,
    @Is(value = "How it stands", example = "running") ImportJobs.State state,
    @Is(value = "Rows done", example = "40000") Long done,
    @Is(value = "Rows there are; null: not known yet", example = "100000", nullable = true)
        @Nullable Long of,
    @Is(
            value =
                "What the answer would have been, had the caller waited: an import, or a problem;"
                    + " null: it has not ended, was cancelled, or is too long to be kept",
            nullable = true,
            either = {ImportJson.class, ProblemJson.class})
        @Nullable JsonNode result) {}
