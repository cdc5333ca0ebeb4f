package homestretch.adapter.sheet;

import homestretch.core.exchange.Mapping;
import homestretch.core.exchange.Recognised;
import homestretch.core.exchange.Table;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Mappings in YAML: {@code tables:} with for each {@code file, sheet, table, header, unit, asOf,
 * goal, cumulate, skip, columns[] {header, column, goal, department, asOf, unit, at}}. JSON is
 * YAML: what the API answers as {@code recognised} is read as well.
 */
final class MappingYaml {
  private static final int MAX_BYTES = 1_000_000;
  private static final int MAX_TABLES = 500;
  private static final int MAX_COLUMNS = 2_000;
  private static final int MAX_NESTING = 12;
  private static final int MOST_ERRORS = 50;
  private static final Set<String> TABLE_KEYS =
      Set.of(
          "file",
          "sheet",
          "table",
          "header",
          "unit",
          "asOf",
          "goal",
          "cumulate",
          "skip",
          "columns");
  private static final Set<String> COLUMN_KEYS =
      Set.of("header", "column", "goal", "department", "asOf", "unit", "at");

  /** What needs no quotes in YAML, and is no other type there. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?!(?i:true|false|null|yes|no|on|off|y|n)$)[\\p{IsHan}A-Za-z_][\\p{IsHan}A-Za-z0-9_./（）()-]*");

  private final String source;
  private final List<Violation> wrong = new ArrayList<>();

  MappingYaml(String source) {
    this.source = source;
  }

  Mapping read(byte[] yaml) {
    if (yaml.length > MAX_BYTES) {
      throw new Fault.Invalid(
          source,
          yaml.length,
          new Text("至多 " + MAX_BYTES + " 字节", "at most " + MAX_BYTES + " bytes"));
    }
    Node root = compose(yaml);
    List<Mapping.Given> tables = new ArrayList<>();
    Node list = root;
    if (root instanceof MappingNode) {
      list = entries(root, Set.of("tables")).get("tables");
    }
    if (!(list instanceof SequenceNode given)) {
      wrong(
          list == null ? root : list,
          "tables",
          list == null ? "" : shown(list),
          new Text("一个列表，每张表一项", "a list, an entry for each table"));
      throw new Fault.Invalid(wrong);
    }
    if (given.getValue().size() > MAX_TABLES) {
      wrong(
          given,
          "tables",
          String.valueOf(given.getValue().size()),
          new Text("至多 " + MAX_TABLES + " 张表", "at most " + MAX_TABLES + " tables"));
      throw new Fault.Invalid(wrong);
    }
    given.getValue().forEach(node -> table(node).ifPresent(tables::add));
    if (tables.isEmpty() && wrong.isEmpty()) {
      wrong(given, "tables", "[]", new Text("至少一张表", "at least one table"));
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong.subList(0, Math.min(MOST_ERRORS, wrong.size())));
    }
    return new Mapping(source, tables);
  }

  private Node compose(byte[] yaml) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(yaml)).toString();
    } catch (CharacterCodingException e) {
      throw new Fault.Invalid(source, "", new Text("UTF-8 编码的 YAML", "YAML in UTF-8"));
    }
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_NESTING);
    options.setMaxAliasesForCollections(0);
    try {
      Node root =
          new Yaml(options)
              .compose(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
      if (root != null) {
        return root;
      }
      throw new Fault.Invalid(
          source, "", new Text("以 tables: 开头的 YAML", "YAML that begins with tables:"));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new Fault.Invalid(
          source + ":" + line,
          String.valueOf(e.getProblem()),
          new Text("合法的 YAML", "well-formed YAML"));
    } catch (YAMLException e) {
      throw new Fault.Invalid(source, "", new Text("合法的 YAML", "well-formed YAML"));
    }
  }

  private Optional<Mapping.Given> table(Node node) {
    int before = wrong.size();
    if (!(node instanceof MappingNode)) {
      wrong(
          node,
          "tables",
          shown(node),
          new Text("一张表的说明（file、table、columns …）", "a table (file, table, columns …)"));
      return Optional.empty();
    }
    Map<String, Node> entries = entries(node, TABLE_KEYS);
    boolean skip = flag(entries, "skip");
    String name = text(entries, "table");
    Optional<Table> table = name == null ? Optional.empty() : Table.of(name);
    String tables = Stream.of(Table.values()).map(Table::code).collect(Collectors.joining(", "));
    if (table.isEmpty() && !skip) {
      wrong(
          entries.getOrDefault("table", node),
          "table",
          name == null ? "" : name,
          new Text("其中之一：" + tables, "one of " + tables));
    }
    List<Long> header = skip ? List.of() : header(node, entries.get("header"));
    List<Recognised.Column> columns = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    Node list = entries.get("columns");
    if (!skip) {
      if (!(list instanceof SequenceNode sequence)
          || sequence.getValue().isEmpty()
          || sequence.getValue().size() > MAX_COLUMNS) {
        wrong(
            list == null ? node : list,
            "columns",
            list == null ? "" : shown(list),
            new Text(
                "1–" + MAX_COLUMNS + " 列，每项有 header 和 column",
                "1 to " + MAX_COLUMNS + " columns, each of header and column"));
      } else {
        for (Node each : sequence.getValue()) {
          columns.add(column(each, table.orElse(null)));
          lines.add(line(each));
        }
      }
    }
    LocalDate asOf = date(entries, "asOf");
    Recognised as =
        new Recognised(
            orEmpty(text(entries, "file")),
            orEmpty(text(entries, "sheet")),
            orEmpty(name),
            header,
            columns,
            text(entries, "unit"),
            asOf,
            text(entries, "goal"),
            flag(entries, "cumulate"));
    return wrong.size() > before
        ? Optional.empty()
        : Optional.of(new Mapping.Given(as, skip, line(node), lines));
  }

  /** One row, or two that belong together. */
  private List<Long> header(Node table, @Nullable Node node) {
    List<Long> rows = new ArrayList<>();
    List<Node> given =
        node instanceof SequenceNode sequence
            ? sequence.getValue()
            : node == null ? List.of() : List.of(node);
    for (Node each : given) {
      if (each instanceof ScalarNode scalar && scalar.getValue().matches("[1-9]\\d{0,6}")) {
        rows.add(Long.valueOf(scalar.getValue()));
      }
    }
    if (rows.size() != given.size()
        || rows.isEmpty()
        || rows.size() > 2
        || rows.size() == 2 && rows.get(0) >= rows.get(1)) {
      wrong(
          node == null ? table : node,
          "header",
          node == null ? "" : shown(node),
          new Text("表头所在的行号，如 1 或 [3, 4]", "the header's row, such as 1 or [3, 4]"));
    }
    return rows;
  }

  private Recognised.Column column(Node node, @Nullable Table table) {
    if (!(node instanceof MappingNode)) {
      wrong(
          node,
          "columns",
          shown(node),
          new Text("一列（header、column …）", "a column (header, column …)"));
      return new Recognised.Column("", "", null, null, null, null, 0);
    }
    Map<String, Node> entries = entries(node, COLUMN_KEYS);
    String header = orEmpty(text(entries, "header"));
    String column = orEmpty(text(entries, "column"));
    if (table != null && !column.isEmpty() && !table.columns().contains(column)) {
      String columns = String.join(", ", table.columns());
      wrong(
          entries.getOrDefault("column", node),
          "column",
          column,
          new Text(
              table.code() + " 的列，不读则留空：" + columns,
              "a column of " + table.code() + ", empty where it is not read: " + columns));
    }
    int at = 0;
    String number = text(entries, "at");
    if (number != null) {
      if (number.matches("[1-9]\\d{0,4}")) {
        at = Integer.parseInt(number);
      } else {
        wrong(
            entries.getOrDefault("at", node),
            "at",
            number,
            new Text("列号，从 1 起", "a column's number, from 1"));
      }
    }
    if (header.isEmpty() && at == 0) {
      wrong(
          node,
          "header",
          "",
          new Text("列的表头，没有表头则用 at 写列号", "the column's header, or its number by at"));
    }
    return new Recognised.Column(
        header,
        column,
        text(entries, "goal"),
        text(entries, "department"),
        date(entries, "asOf"),
        text(entries, "unit"),
        at);
  }

  private Map<String, Node> entries(Node node, Set<String> known) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : shown(key);
      if (!known.contains(name)) {
        String all = String.join(", ", new TreeSet<>(known));
        wrong(key, name, shown(tuple.getValueNode()), new Text("以下之一：" + all, "one of " + all));
      } else if (entries.put(name, tuple.getValueNode()) != null) {
        wrong(key, name, shown(tuple.getValueNode()), new Text("只写一次", "said once"));
      }
    }
    return entries;
  }

  /** A text; null where nothing is said. */
  private @Nullable String text(Map<String, Node> entries, String key) {
    Node node = entries.get(key);
    if (node == null || node.getTag().equals(Tag.NULL)) {
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isEmpty() ? null : scalar.getValue();
    }
    wrong(node, key, shown(node), new Text("一段文字", "a text"));
    return null;
  }

  private boolean flag(Map<String, Node> entries, String key) {
    String given = text(entries, key);
    if (given != null && !given.equals("true") && !given.equals("false")) {
      wrong(entries.get(key), key, given, Text.same("true, false"));
    }
    return "true".equals(given);
  }

  private @Nullable LocalDate date(Map<String, Node> entries, String key) {
    String given = text(entries, key);
    if (given == null) {
      return null;
    }
    Optional<LocalDate> date = DateReader.only(given, null);
    if (date.isEmpty()) {
      wrong(
          entries.get(key), key, given, new Text("日期，如 2026-10-31", "a date, such as 2026-10-31"));
    }
    return date.orElse(null);
  }

  private void wrong(@Nullable Node node, String key, String value, Text expected) {
    wrong.add(
        new Violation(source + ":" + (node == null ? 1 : line(node)) + ":" + key, value, expected));
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }

  private static String shown(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode sequence ->
          sequence.getValue().stream()
              .map(each -> each instanceof ScalarNode scalar ? scalar.getValue() : "…")
              .limit(10)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> "{…}";
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static String write(List<Recognised> recognised) {
    StringBuilder yaml =
        new StringBuilder(
            "# 各表怎样读；用 --map 交回即照此读取。How the tables are read; --map takes it back.\n");
    yaml.append("tables:\n");
    for (Recognised each : recognised) {
      yaml.append("- file: ").append(quoted(each.file())).append('\n');
      line(yaml, "sheet", each.sheet().isEmpty() ? null : quoted(each.sheet()));
      line(yaml, "table", each.table());
      line(
          yaml,
          "header",
          each.header().size() == 1
              ? each.header().getFirst().toString()
              : each.header().toString());
      line(yaml, "unit", each.unit() == null ? null : quoted(each.unit()));
      line(yaml, "asOf", each.asOf() == null ? null : each.asOf().toString());
      line(yaml, "goal", each.goal() == null ? null : quoted(each.goal()));
      line(yaml, "cumulate", each.cumulate() ? "true" : null);
      yaml.append("  columns:\n");
      for (Recognised.Column column : each.columns()) {
        yaml.append("  - {header: ").append(quoted(column.header()));
        yaml.append(", column: ").append(column.column().isEmpty() ? "" : quoted(column.column()));
        inline(yaml, "goal", column.goal());
        inline(yaml, "department", column.department());
        if (column.asOf() != null) {
          yaml.append(", asOf: ").append(column.asOf());
        }
        inline(yaml, "unit", column.unit());
        boolean alone =
            !column.header().isEmpty()
                && each.columns().stream().filter(c -> c.header().equals(column.header())).count()
                    == 1;
        if (!alone) {
          yaml.append(", at: ").append(column.at());
        }
        yaml.append("}\n");
      }
    }
    return yaml.toString();
  }

  private static void line(StringBuilder yaml, String key, @Nullable String value) {
    if (value != null) {
      yaml.append("  ").append(key).append(": ").append(value).append('\n');
    }
  }

  private static void inline(StringBuilder yaml, String key, @Nullable String value) {
    if (value != null) {
      yaml.append(", ").append(key).append(": ").append(quoted(value));
    }
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (Character.isISOControl(c)
              || c == 0x2028
              || c == 0x2029
              || c == 0xFEFF
              || Character.isSpaceChar(c) && c != ' ') {
            quoted.append(String.format("\\u%04X", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
