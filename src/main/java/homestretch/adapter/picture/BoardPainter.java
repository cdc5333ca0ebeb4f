package homestretch.adapter.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import homestretch.core.board.Painter;
import homestretch.core.board.Picture;
import homestretch.core.chat.Image;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@link Painter} with Java2D and a font of our own. Nothing is loaded before the first picture.
 */
public final class BoardPainter implements Painter {
  /** A class of its own, so that it is made with the first picture. */
  private static final class Sources {
    private static final ObjectMapper MAPPER =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  /** Pixels drawn at a time, from the top down. */
  private static final int BAND = 128;

  private final Path fonts;
  private @Nullable Typeface typeface;

  /**
   * @param fonts the folder that the build fills
   */
  public BoardPainter(Path fonts) {
    this.fonts = fonts;
  }

  @Override
  public Image paint(Picture picture) {
    Drawn drawn = draw(picture);
    return new Image(
        picture.name(), drawn.png, drawn.width, drawn.height, picture.alt(), write(picture));
  }

  @Override
  public byte[] redraw(String source) {
    return draw(read(source)).png;
  }

  private record Drawn(byte[] png, int width, int height) {}

  /** One at a time: the font's scaler is one too. */
  private synchronized Drawn draw(Picture picture) {
    Sheet sheet = new Sheet(picture, typeface());
    int height = sheet.height();
    Png png = new Png(Sheet.WIDTH, height);
    BufferedImage band = new BufferedImage(Sheet.WIDTH, BAND, BufferedImage.TYPE_INT_RGB);
    for (int top = 0; top < height; top += BAND) {
      sheet.draw(band, top);
      png.add(band, Math.min(BAND, height - top));
    }
    return new Drawn(png.end(), Sheet.WIDTH, height);
  }

  private Typeface typeface() {
    Typeface loaded = typeface;
    if (loaded == null) {
      loaded = Typeface.in(fonts);
      typeface = loaded;
    }
    return loaded;
  }

  private static String write(Picture picture) {
    try {
      return Sources.MAPPER.writeValueAsString(picture);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a picture that cannot be written", e);
    }
  }

  private static Picture read(String source) {
    try {
      return Sources.MAPPER.readValue(source, Picture.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the source of a picture", e);
    }
  }
}
