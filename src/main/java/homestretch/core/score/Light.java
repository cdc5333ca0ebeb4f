package homestretch.core.score;

import homestretch.core.text.Text;

/**
 * The light by deviation (docs/scoring.md, Completion, pace, light). Each symbol has a shape of its
 * own, for those who cannot tell the colours apart: a disc, a diamond, a square, an empty disc.
 */
public enum Light {
  GREEN("🟢", new Text("绿灯", "green")),
  YELLOW("🔶", new Text("黄灯", "yellow")),
  RED("🟥", new Text("红灯", "red")),
  GREY("⚪", new Text("未报", "no figure"));

  private final String symbol;
  private final Text text;

  Light(String symbol, Text text) {
    this.symbol = symbol;
    this.text = text;
  }

  /** The worse of two that are known. */
  public Light worse(Light other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public String symbol() {
    return symbol;
  }

  public Text text() {
    return text;
  }
}
