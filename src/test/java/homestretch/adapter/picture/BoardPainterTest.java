package homestretch.adapter.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.board.Picture;
import homestretch.core.chat.Image;
import homestretch.core.fault.Fault;
import homestretch.core.score.Light;
import homestretch.core.text.Language;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardPainterTest {
  private static final Path FONTS = Path.of("target/fonts");
  private static final String LONGEST = "国家税务总局云州市高新技术产业开发区税务局第一税务分局".repeat(5).substring(0, 120);

  private final BoardPainter painter = new BoardPainter(FONTS);

  private static Picture picture(Language language, List<Picture.Row> rows) {
    return new Picture(
        language,
        "drive-2026-10-31.png",
        "云州市 2026 年终冲刺",
        "排行榜",
        "数据截至 2026-10-31",
        "示例数据，非真实单位",
        List.of(
            new Picture.Section(
                "区县组",
                List.of(new Picture.Tally(Light.GREEN, "绿灯", 3)),
                List.of("名次", "得分", "偏差", "单位"),
                rows,
                List.of("未报：" + "临江区、".repeat(200)))),
        List.of("合计：61.70%"),
        "按得分",
        new Picture.Key("完成率", "序时进度"),
        "画的是什么",
        null);
  }

  private static Picture.Row row(String rank, String name, Light light, String completion) {
    return new Picture.Row(
        rank,
        List.of("84.34", "−12.63"),
        name,
        light,
        new BigDecimal(completion),
        new BigDecimal("83.29"));
  }

  private static BufferedImage decoded(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static Set<String> colours(BufferedImage image) {
    Set<String> colours = new TreeSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(String.format("%06X", image.getRGB(x, y) & 0xFFFFFF));
      }
    }
    return colours;
  }

  @Test
  void picture_is_a_png_of_the_size_it_says_with_each_light_in_its_colour() throws IOException {
    Image image =
        painter.paint(
            picture(
                Language.ZH,
                List.of(
                    row("1", "临江区", Light.GREEN, "90"),
                    row("2", "青湖区", Light.YELLOW, "60"),
                    row("3", "东岭区", Light.RED, "20"))));
    BufferedImage drawn = decoded(image.png());
    assertThat(drawn.getWidth()).isEqualTo(image.width()).isEqualTo(1080);
    assertThat(drawn.getHeight()).isEqualTo(image.height());
    assertThat(image.name()).isEqualTo("drive-2026-10-31.png");
    assertThat(image.alt()).isEqualTo("画的是什么");
    assertThat(colours(drawn)).contains("FFFFFF", "1B2733", "1F8A5B", "E0A100", "C9372C");
  }

  @Test
  void everything_that_the_model_says_is_on_the_sheet_with_a_glyph_for_each_character() {
    for (Language language : Language.values()) {
      Picture picture = picture(language, List.of(row("12", "临江区", Light.GREY, "90")));
      Typeface type = Typeface.in(FONTS);
      List<String> texts = new Sheet(picture, type).texts();
      assertThat(texts)
          .contains(
              "云州市 2026 年终冲刺",
              "排行榜",
              "数据截至 2026-10-31",
              "示例数据，非真实单位",
              "区县组",
              "名次",
              "得分",
              "偏差",
              "单位",
              "12",
              "84.34",
              "−12.63",
              "临江区",
              "3",
              "完成率",
              "序时进度",
              "合计：61.70%",
              "按得分")
          .contains(Light.RED.text().in(language))
          .allMatch(t -> type.regular().canDisplayUpTo(t) == -1)
          .noneMatch(t -> t.contains("〓"));
    }
  }

  @Test
  void longest_names_and_most_rows_are_drawn_whole() throws IOException {
    List<Picture.Row> rows = new ArrayList<>();
    for (int i = 1; i <= 64; i++) {
      rows.add(row(String.valueOf(i), LONGEST, Light.GREEN, "12345.6"));
    }
    Image image = painter.paint(picture(Language.EN, rows));
    BufferedImage drawn = decoded(image.png());
    assertThat(drawn.getHeight()).isEqualTo(image.height());
    for (int x = 0; x < 1080; x++) {
      int right = 1079;
      assertThat(drawn.getRGB(x, image.height() - 10) & 0xFFFFFF).isEqualTo(0xFFFFFF);
      assertThat(drawn.getRGB(right, 20 + x) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }
  }

  @Test
  void picture_is_drawn_again_from_its_source_to_the_byte() {
    Image image = painter.paint(picture(Language.ZH, List.of(row("1", "临江区", Light.GREEN, "90"))));
    assertThat(painter.redraw(image.source())).isEqualTo(image.png());
    assertThat(image.source().length()).isLessThan(image.png().length / 10);
  }

  @Test
  void source_from_a_later_version_is_drawn_too() {
    Image image = painter.paint(picture(Language.ZH, List.of(row("1", "临江区", Light.GREEN, "90"))));
    String later = image.source().replaceFirst("\\{", "{\"later\":[1],");
    assertThat(painter.redraw(later)).isEqualTo(image.png());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script> & \"@everyone\"",
        "表情🎉部门",
        "\u202Eright to left\u2066",
        "生僻字𠱁区",
        "ﷺ กำ देव",
        "zero\u200Bwidth\uFE0F joiner\u200D",
        "lone \uD83C surrogate",
        "tab\tand\nline",
      })
  void odd_names_are_drawn_with_glyphs_only(String name) throws IOException {
    Typeface type = Typeface.in(FONTS);
    String printable = type.printable(name);
    assertThat(type.regular().canDisplayUpTo(printable)).isEqualTo(-1);
    assertThat(type.bold().canDisplayUpTo(printable)).isEqualTo(-1);
    Picture picture = picture(Language.ZH, List.of(row("1", name, Light.RED, "-5")));
    assertThat(new Sheet(picture, type).texts()).contains(printable);
    byte[] png = painter.paint(picture).png();
    assertThat(decoded(png).getWidth()).isEqualTo(1080);
  }

  @Test
  void missing_font_is_named_and_pictures_come_once_it_is_there(@TempDir Path folder)
      throws IOException {
    BoardPainter bare = new BoardPainter(folder);
    Picture picture = picture(Language.ZH, List.of());
    assertThatThrownBy(() -> bare.paint(picture))
        .isInstanceOf(Fault.Conflict.class)
        .hasMessageContaining(folder.resolve("NotoSansSC-Regular.ttf").toString());
    for (String weight : List.of("Regular", "Bold")) {
      String file = "NotoSansSC-" + weight + ".ttf";
      Files.copy(FONTS.resolve(file), folder.resolve(file));
    }
    assertThat(bare.paint(picture).png()).isEqualTo(painter.paint(picture).png());
  }

  @Test
  void licence_lies_beside_the_font() throws IOException {
    assertThat(Files.readString(FONTS.resolve("OFL.txt"))).contains("SIL OPEN FONT LICENSE");
  }
}
