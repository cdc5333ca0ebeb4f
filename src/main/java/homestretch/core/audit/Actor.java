package homestretch.core.audit;

/**
 * Who is acting, as the history and the audit name it.
 *
 * @param name such as {@code token:budget-office}, {@code discord:1234 王芳} or {@code import}
 * @param door the way in: {@code api}, {@code discord}, {@code web}, {@code import}, {@code system}
 */
public record Actor(String name, String door) {
  public static final Actor SYSTEM = new Actor("homestretch", "system");
}
