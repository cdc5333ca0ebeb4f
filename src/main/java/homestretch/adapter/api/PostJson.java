package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import homestretch.core.text.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A post as it would be sent, in one language. */
record PostJson(
    @Is(
            value = "Its language",
            example = "zh-CN",
            oneOf = {"zh-CN", "en"})
        String locale,
    @Is(value = "The first line", example = "倒计时 38 天") String title,
    @Is("What it says, from top to bottom") List<BlockJson> blocks,
    @Is(value = "The small last line; may be empty", example = "数据截至 2026-10-31") String footer,
    @Is(
            value = "The platform's id of the role that is notified; null: nobody",
            example = "1181234567890123456",
            nullable = true)
        @Nullable String mention) {

  /** Lines, or a table. */
  record BlockJson(
      @Is(value = "Paragraphs; not of a table", sometimes = true, example = "[\"……\"]")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<String> lines,
      @Is(value = "A line above the table; may be empty", sometimes = true, example = "区县组")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String heading,
      @Is(value = "The titles of the columns", sometimes = true, example = "[\"名次\", \"单位\"]")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<String> columns,
      @Is(value = "The rows, column by column", sometimes = true, example = "[[\"1\", \"高北区\"]]")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<List<String>> rows) {

    static BlockJson of(Block block) {
      return switch (block) {
        case Block.Lines(var lines) -> new BlockJson(lines, null, null, null);
        case Block.Table(var heading, var columns, var rows) ->
            new BlockJson(null, heading, columns, rows);
      };
    }
  }

  static PostJson of(Post post, Language language) {
    return new PostJson(
        language.tag(),
        post.title(),
        post.blocks().stream().map(BlockJson::of).toList(),
        post.footer(),
        post.mention());
  }
}
