package homestretch.adapter.api;

/** What a picture shows, in words. */
record AltJson(
    @Is(value = "The text", example = "排行榜，2026-11-23，区县组：第 1 名 高北区 81.20 分") String alt) {}
