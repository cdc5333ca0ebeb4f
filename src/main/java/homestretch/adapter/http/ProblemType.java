package homestretch.adapter.http;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.Locale;

/**
 * The kinds of error that the server answers (RFC 9457). Each has a stable {@code type} URI, which
 * is described in docs/errors.md and, by the program itself, at {@code /api/docs/errors}.
 */
public enum ProblemType {
  MALFORMED(
      400,
      new Text("请求无法读懂", "The request cannot be read"),
      new Text(
          "请求体不是完整、合法的 UTF-8 JSON，或请求本身不合 HTTP。",
          "The body is not well-formed JSON in UTF-8, or the request is not HTTP.")),
  UNAUTHENTICATED(
      401,
      new Text("未出示有效令牌", "No valid token"),
      new Text(
          "请求头 Authorization: Bearer 令牌 缺失、无效、过期或已吊销。",
          "The header Authorization: Bearer TOKEN is missing, or the token is unknown, expired or"
              + " revoked.")),
  FORBIDDEN(
      403,
      new Text("无权这样做", "Not allowed"),
      new Text(
          "令牌或人员的角色、战役或单位范围不包括这项操作。",
          "The token's or person's role, campaigns or departments do not cover this.")),
  NOT_FOUND(
      404,
      new Text("没有这个对象", "Not found"),
      new Text("地址或其中所指的对象不存在。", "The address, or the thing that it names, does not exist.")),
  METHOD_NOT_ALLOWED(
      405,
      new Text("此地址不支持该方法", "Method not allowed"),
      new Text("Allow 响应头列出可用的方法。", "The header Allow lists the methods that there are.")),
  NOT_ACCEPTABLE(
      406,
      new Text("无法按所要求的格式回答", "Not acceptable"),
      new Text(
          "Accept 请求头不含本地址的回答格式。",
          "The header Accept holds no format in which this address answers.")),
  TIMEOUT(
      408,
      new Text("请求未在时限内到齐", "The request did not arrive in time"),
      new Text("请求体中断或过慢；可以重试。", "The body broke off or was too slow; it may be sent again.")),
  CONFLICT(
      409,
      new Text("与当前状态不符", "Does not fit the present state"),
      new Text(
          "请求本身无误，但与现状冲突，例如已存在、已封账或仍被引用。",
          "The request is right in itself but does not fit: the thing exists already, is closed, or"
              + " is referred to.")),
  STALE(
      412,
      new Text("读取之后已有变化", "Changed since it was read"),
      new Text(
          "If-Match 与当前 ETag 不符，或对象不存在。请重新读取后再改。",
          "If-Match is not the present ETag, or the thing does not exist. Read it again.")),
  TOO_LARGE(
      413, new Text("请求体过大", "The body is too large"), new Text("请分批提交。", "Send it in parts.")),
  UNSUPPORTED_TYPE(
      415,
      new Text("不支持的内容类型", "Unsupported content type"),
      new Text(
          "请用 Content-Type: application/json（UTF-8）。",
          "Send Content-Type: application/json, in UTF-8.")),
  INVALID(
      422,
      new Text("有字段无法接受", "Fields that cannot be taken"),
      new Text(
          "errors 列出全部不合要求的字段：位置、所给的值、应为什么。什么都没有改变。",
          "The list errors names every offending field: where it is, what was given, what was"
              + " expected. Nothing was changed.")),
  PRECONDITION_REQUIRED(
      428,
      new Text("需要 If-Match", "If-Match is required"),
      new Text(
          "修改可能与他人冲突：请先读取，把 ETag 放入 If-Match。",
          "Two people may collide here: read the thing and send its ETag as If-Match.")),
  TOO_MANY(
      429,
      new Text("请求过于频繁", "Too many requests"),
      new Text("Retry-After 响应头给出等待的秒数。", "The header Retry-After says how many seconds to wait.")),
  HEADERS_TOO_LARGE(
      431,
      new Text("请求头过大", "The headers are too large"),
      new Text("请缩短地址或请求头。", "Shorten the address or the headers.")),
  INTERNAL(
      500,
      new Text("程序出错", "Something broke"),
      new Text("这是程序的错误，日志里有详情。", "This is a fault of the program; its log has the details.")),
  BUSY(
      503,
      new Text("暂时繁忙", "Busy"),
      new Text(
          "数据库正忙；请按 Retry-After 稍后重试。",
          "The database is busy; try again after Retry-After seconds.")),
  FULL(
      507,
      new Text("磁盘已满", "The disk is full"),
      new Text(
          "数据库所在的磁盘没有空间，什么都没有存；请管理员清理。",
          "There is no room where the database lies, nothing was stored; an operator has to make"
              + " room.")),
  HTTP_VERSION(
      505,
      new Text("不支持的 HTTP 版本", "HTTP version not supported"),
      new Text("请用 HTTP/1.1。", "Use HTTP/1.1."));

  /** Where the program describes its errors. */
  public static final String PAGE = "/api/docs/errors";

  private final int status;
  private final Text title;
  private final Text meaning;

  ProblemType(int status, Text title, Text meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  public int status() {
    return status;
  }

  public Text title() {
    return title;
  }

  public Text meaning() {
    return meaning;
  }

  /** The name in the URI, such as {@code not-found}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The stable URI reference. */
  public String uri() {
    return PAGE + "#" + code();
  }

  /** The one table from faults to kinds of error. */
  public static ProblemType of(Fault fault) {
    return switch (fault) {
      case Fault.NotFound notFound -> NOT_FOUND;
      case Fault.Invalid invalid -> INVALID;
      case Fault.Conflict conflict -> CONFLICT;
      case Fault.Stale stale -> STALE;
      case Fault.Forbidden forbidden -> FORBIDDEN;
      case Fault.Full full -> FULL;
      case Fault.Busy busy -> BUSY;
    };
  }

  /** The type of a status that another layer has chosen. */
  public static ProblemType of(int status) {
    for (ProblemType type : values()) {
      if (type.status == status) {
        return type;
      }
    }
    return status == 414 ? HEADERS_TOO_LARGE : status >= 500 ? INTERNAL : MALFORMED;
  }
}
