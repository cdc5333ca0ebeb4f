package homestretch.adapter.api;

import homestretch.core.text.Text;

/** A text in both languages. */
record TextJson(
    @Is(value = "In Chinese", example = "完成率") String zh,
    @Is(value = "In English", example = "Completion") String en) {

  static TextJson of(Text text) {
    return new TextJson(text.zh(), text.en());
  }
}
