package homestretch.core.wording;

import homestretch.core.board.CountdownTexts;
import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.List;

/**
 * A post from a template; the cut-off and the mark of sample data stand below, whatever it says.
 */
public final class TemplatePost {
  private TemplatePost() {}

  /**
   * @param words checked when they were saved
   */
  public static Post of(Text words, Situation situation, Language language) {
    List<String> lines =
        Template.parse(language.tag(), words.in(language), Wording.PLACEHOLDERS.keySet())
            .fill(situation.values(language));
    return new Post(
            lines.getFirst(),
            lines.size() == 1
                ? List.of()
                : List.of(new Block.Lines(lines.subList(1, lines.size()))),
            CountdownTexts.footer(situation.campaign(), situation.overall()).in(language),
            List.of())
        .lit(situation.overall().light());
  }
}
