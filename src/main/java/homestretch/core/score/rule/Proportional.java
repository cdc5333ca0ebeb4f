package homestretch.core.score.rule;

import homestretch.core.text.Text;

/** The credited completion itself; the rule of a goal that names none. */
public record Proportional() implements ScoringRule {
  @Override
  public String type() {
    return "proportional";
  }

  @Override
  public Text name() {
    return new Text("按完成率", "proportional");
  }

  @Override
  public boolean comparesUnits() {
    return false;
  }
}
