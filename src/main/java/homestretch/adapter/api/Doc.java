package homestretch.adapter.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route says of itself: who may, what it takes, what it answers. */
final class Doc {
  /** Who may call a route; an administrator may call all but those of operators. */
  enum Access {
    /** Everybody with a token that covers the campaign. */
    VIEWER,
    /** Who reports for departments. */
    REPORTER,
    /** Who verifies and rejects figures. */
    REVIEWER,
    /** Who reports or reviews. */
    MEMBER,
    ADMINISTRATOR,
    /** An administrator of all campaigns. */
    OPERATOR
  }

  /** A parameter of the query; {@code type} is a name of JSON Schema, or {@code date}. */
  record Parameter(String name, String type, String says, boolean required) {}

  private final String summary;
  private final List<Parameter> parameters = new ArrayList<>();
  private @Nullable Access access;
  private @Nullable Class<?> in;
  private @Nullable Class<?> out;
  private List<String> takes = List.of("application/json");
  private List<String> produces = List.of("application/json");
  private boolean nothing;
  private boolean many;
  private boolean list;
  private boolean items;
  private boolean adds;
  private @Nullable Class<?> later;
  private String example = "";
  private boolean guarded;
  private boolean ofDay;
  private int status = 200;

  private Doc(String summary) {
    this.summary = summary;
  }

  static Doc of(String summary) {
    return new Doc(summary);
  }

  /** {@code type}: string, integer, boolean, date or instant. */
  Doc query(String name, String type, String says) {
    parameters.add(new Parameter(name, type, says, false));
    return this;
  }

  Doc needs(String name, String type, String says) {
    parameters.add(new Parameter(name, type, says, true));
    return this;
  }

  Doc access(Access least) {
    access = least;
    return this;
  }

  Doc in(Class<?> body) {
    in = body;
    return this;
  }

  Doc out(Class<?> answer) {
    out = answer;
    return this;
  }

  /** Takes no body: one that says something is refused. */
  Doc nothing() {
    nothing = true;
    return this;
  }

  boolean takesNothing() {
    return nothing;
  }

  /** Takes one, or {@code {items}} with many, all or nothing. */
  Doc orMany() {
    many = true;
    return this;
  }

  boolean takesMany() {
    return many;
  }

  /** Answers {@code {items, next}}, with {@code limit} and {@code cursor}. */
  Doc list(Class<?> item) {
    return whole(item).pages();
  }

  /** Answers {@code {items, next}} with all of them. */
  Doc whole(Class<?> item) {
    out = item;
    items = true;
    return this;
  }

  /** Answers what may be too much in pages; {@code out} has items and next. */
  Doc pages() {
    list = true;
    query("limit", "integer", "how many at most: 1 to 1000, 100 by default");
    return query("cursor", "string", "the next of the page before");
  }

  /** Answers 201 with the address of what it made. */
  Doc creates(Class<?> made) {
    out = made;
    return status(201);
  }

  /** A change of what does not stand yet adds it, and answers 201 with its address. */
  Doc orAdds() {
    adds = true;
    return this;
  }

  boolean mayAdd() {
    return adds;
  }

  /** What takes long is answered 202 with this. */
  Doc later(Class<?> answer) {
    later = answer;
    return this;
  }

  /** A body that is taken as it stands, where the examples of its fields make none. */
  Doc example(String json) {
    example = json;
    return this;
  }

  Doc status(int answered) {
    status = answered;
    return this;
  }

  Doc takes(String... types) {
    takes = List.of(types);
    return this;
  }

  Doc produces(String... types) {
    produces = List.of(types);
    return this;
  }

  /** A change here collides with another's: {@code If-Match} is required of what exists. */
  Doc guarded() {
    guarded = true;
    return this;
  }

  /** Is of a day: what does not count on it is a conflict. */
  Doc ofDay() {
    ofDay = true;
    return this;
  }

  boolean isOfDay() {
    return ofDay;
  }

  String summary() {
    return summary;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** A read is for everyone, a write for administrators, where nothing else is said. */
  Access access(String method) {
    return access != null ? access : method.equals("GET") ? Access.VIEWER : Access.ADMINISTRATOR;
  }

  @Nullable Class<?> in() {
    return in;
  }

  @Nullable Class<?> out() {
    return out;
  }

  List<String> takes() {
    return takes;
  }

  List<String> produces() {
    return produces;
  }

  boolean isList() {
    return list;
  }

  /** Whether the answer is a list of {@link #out}. */
  boolean isOfItems() {
    return items;
  }

  @Nullable Class<?> later() {
    return later;
  }

  String example() {
    return example;
  }

  boolean isGuarded() {
    return guarded;
  }

  int status() {
    return status;
  }
}
