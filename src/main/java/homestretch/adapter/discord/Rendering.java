package homestretch.adapter.discord;

import homestretch.core.chat.Attachment;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Form;
import homestretch.core.chat.Image;
import homestretch.core.chat.Moment;
import homestretch.core.chat.Post;
import homestretch.core.score.Light;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.SelectOption;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts and forms within Discord's limits: one embed of at most 6,000 characters, of which 4,096 in
 * the description; five rows of five buttons. What does not fit is cut, and the message says so.
 */
final class Rendering {
  private static final Logger log = LoggerFactory.getLogger(Rendering.class);

  private static final Pattern ROLE = Pattern.compile("\\d{1,20}");
  private static final int TITLE = 256;
  private static final int DESCRIPTION = 4096;
  private static final int FOOTER = 1000;
  private static final int LABEL = 80;
  private static final int ID = 100;
  private static final int ROW = 5;
  private static final int MENU = 25;

  /** The id of the menu that the buttons which go somewhere are gathered in. */
  static final String JUMP = "jump";

  /** What a phone shows of a line in a fixed-width font. */
  private static final int PHONE = 40;

  private static final int FORM_TITLE = 45;
  private static final int FORM_VALUE = 4000;
  private static final int HINT = 100;

  /** How much of each line stays where a message is too long as a whole. */
  private static final int BRIEF = 500;

  private Rendering() {}

  /** An answer. */
  static MessageCreateData message(Post post) {
    return message(post, "");
  }

  /**
   * A message that mentions the post's one role, or nobody, whatever stands in it.
   *
   * @param nonce of a post, by which the bot knows the message again; empty: of an answer
   */
  static MessageCreateData message(Post post, String nonce) {
    EmbedBuilder embed = new EmbedBuilder();
    Light light = post.light();
    if (!post.title().isBlank()) {
      String title = Escape.text(Moment.plain(post.title()));
      embed.setTitle(cut(light == null ? title : light.symbol() + " " + title, TITLE));
    }
    if (light != null) {
      embed.setColor(colour(light));
    }
    String description = description(post.blocks());
    if (!description.isBlank()) {
      embed.setDescription(description);
    }
    String footer = cut(Escape.plain(Moment.plain(post.footer())), FOOTER);
    if (!nonce.isEmpty()) {
      footer = Mark.in(footer.strip(), nonce);
    }
    if (!footer.isEmpty()) {
      embed.setFooter(footer);
    }
    MessageCreateBuilder message =
        new MessageCreateBuilder()
            .setComponents(rows(post.buttons()))
            .setAllowedMentions(EnumSet.noneOf(MentionType.class));
    String role = post.mention();
    if (role != null && ROLE.matcher(role).matches()) {
      message.mentionRoles(role).setContent("<@&" + role + ">");
    }
    List<FileUpload> files = new ArrayList<>();
    Attachment file = post.file();
    if (file != null) {
      files.add(FileUpload.fromData(file.text().getBytes(StandardCharsets.UTF_8), file.name()));
    }
    Image image = post.image();
    if (image != null) {
      files.add(
          FileUpload.fromData(image.png(), image.name()).setDescription(Escape.plain(image.alt())));
      embed.setImage("attachment://" + image.name());
    }
    return message.setFiles(files).setEmbeds(embed.build()).build();
  }

  /** Of the edge; those of the picture and the wall. */
  private static int colour(Light light) {
    return switch (light) {
      case GREEN -> 0x1F8A5B;
      case YELLOW -> 0xE0A100;
      case RED -> 0xC9372C;
      case GREY -> 0x8793A0;
    };
  }

  private static String description(List<Block> blocks) {
    String whole = description(blocks, Integer.MAX_VALUE, Integer.MAX_VALUE);
    if (whole.length() <= DESCRIPTION) {
      return whole;
    }
    // Too long: every table keeps as many of its first rows as fit, all tables alike.
    int rows =
        blocks.stream()
            .mapToInt(block -> block instanceof Block.Table table ? table.rows().size() : 0)
            .max()
            .orElse(0);
    for (; rows >= 0; rows--) {
      String cut = description(blocks, rows, BRIEF);
      if (cut.length() <= DESCRIPTION) {
        return cut;
      }
    }
    return cut(description(blocks, 0, BRIEF), DESCRIPTION);
  }

  private static String description(List<Block> blocks, int rows, int line) {
    StringBuilder text = new StringBuilder();
    for (Block block : blocks) {
      switch (block) {
        case Block.Lines lines -> {
          if (!text.isEmpty() && !text.toString().endsWith("```\n")) {
            text.append('\n');
          }
          lines.lines().forEach(l -> text.append(line(l, line)).append('\n'));
        }
        case Block.Table table -> table(table, rows, text);
      }
    }
    return text.toString().stripTrailing();
  }

  private static String line(String line, int most) {
    String cut = cut(Escape.text(line), most);
    // A moment that was cut in two is left as what remains of its words.
    return Moment.shown(cut, seconds -> "<t:" + seconds + ":f>").replaceAll("[\uE000-\uE002]", "");
  }

  private static void table(Block.Table table, int most, StringBuilder text) {
    if (!table.heading().isBlank()) {
      text.append("**").append(Escape.text(table.heading())).append("**\n");
    }
    List<List<String>> shown = new ArrayList<>();
    shown.add(table.columns());
    shown.addAll(table.rows().subList(0, Math.min(most, table.rows().size())));
    int figures = table.columns().size() - 1;
    int[] widths = new int[figures];
    for (List<String> row : shown) {
      for (int column = 0; column < figures; column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    int before = Arrays.stream(widths).sum() + figures;
    text.append("```\n");
    for (List<String> row : shown) {
      for (int column = 0; column < figures; column++) {
        String cell = Escape.code(row.get(column));
        text.repeat(' ', widths[column] - width(cell)).append(cell).append(' ');
      }
      last(Escape.code(row.getLast()), before, text);
    }
    text.append("```\n");
    int left = table.rows().size() - (shown.size() - 1);
    if (left > 0) {
      // A post does not say its language; the platform that knows both says it in both.
      text.append("……其余 ").append(left).append(" 行未列出 · ").append(left).append(" more rows\n");
    }
  }

  /** The light and the name; a name that a phone would break stands in a line of its own. */
  private static void last(String cell, int before, StringBuilder text) {
    int blank = cell.indexOf(' ');
    if (before + width(cell) <= PHONE || blank < 0) {
      text.append(cell).append('\n');
      return;
    }
    String name = cell.substring(blank + 1);
    text.append(cell, 0, blank).append('\n');
    text.repeat(' ', Math.max(1, Math.min(6, PHONE - width(name)))).append(name).append('\n');
  }

  /** Columns that a text takes in a fixed-width font: Chinese characters take two. */
  private static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }

  private static List<ActionRow> rows(List<List<Button>> buttons) {
    List<ActionRow> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<SelectOption> jumps = new ArrayList<>();
    for (List<Button> row : buttons) {
      List<net.dv8tion.jda.api.components.buttons.Button> made = new ArrayList<>();
      for (Button button : row) {
        String id = button.id();
        if (button.style() == Button.Style.JUMP && id.length() <= ID) {
          if (jumps.size() < MENU) {
            jumps.add(SelectOption.of(cut(Escape.plain(button.label()), ID), id));
          }
        } else if (id.length() > ID) {
          log.warn("a button was left out, its id is longer than Discord takes: {}", id);
        } else if (made.size() < ROW && ids.add(id)) {
          made.add(
              net.dv8tion.jda.api.components.buttons.Button.of(
                  style(button.style()), id, cut(Escape.plain(button.label()), LABEL)));
        }
      }
      if (!made.isEmpty() && rows.size() < ROW) {
        rows.add(ActionRow.of(made));
      }
    }
    if (!jumps.isEmpty() && rows.size() < ROW) {
      rows.add(ActionRow.of(StringSelectMenu.create(JUMP).addOptions(jumps).build()));
    }
    return rows;
  }

  private static ButtonStyle style(Button.Style style) {
    return switch (style) {
      case PRIMARY -> ButtonStyle.PRIMARY;
      case PLAIN, JUMP -> ButtonStyle.SECONDARY;
      case DANGER -> ButtonStyle.DANGER;
    };
  }

  static Modal modal(Form form) {
    Modal.Builder modal =
        Modal.create(opening("", form).id(), cut(Escape.plain(form.title()), FORM_TITLE));
    for (Form.Field field : form.fields()) {
      TextInput.Builder input =
          TextInput.create(
                  field.option(),
                  field.multiline() ? TextInputStyle.PARAGRAPH : TextInputStyle.SHORT)
              .setRequired(field.required());
      if (!field.value().isEmpty()) {
        input.setValue(cut(field.value(), FORM_VALUE));
      }
      if (!field.hint().isEmpty()) {
        input.setPlaceholder(cut(field.hint(), HINT));
      }
      modal.addComponents(Label.of(cut(Escape.plain(field.label()), FORM_TITLE), input.build()));
    }
    return modal.build();
  }

  /** The button that asks for a form again; its id is the form's own. */
  static Button opening(String label, Form form) {
    return new Button(label, Button.Style.PRIMARY, form.command(), form.fixed(), false);
  }

  /** At most so many UTF-16 units, never half a character. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    // An escape must keep what it escapes.
    while (end > 0 && text.charAt(end - 1) == '\\') {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
