package homestretch.adapter.api;

/** What was asked of a department. */
record BurdenJson(
    @Is(value = "The code of the department", example = "GXQ") String department,
    @Is(value = "Requests of this week, from Monday", example = "1") int week,
    @Is(value = "Minutes that they ask for", example = "3") int weekMinutes,
    @Is(value = "Requests of the whole campaign", example = "4") int requests,
    @Is(value = "Minutes that they ask for", example = "11") int minutes,
    @Is(value = "Most requests in a week", example = "3") int weeklyCap) {}
