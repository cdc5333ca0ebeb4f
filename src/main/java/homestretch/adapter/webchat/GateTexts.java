package homestretch.adapter.webchat;

import homestretch.core.text.Text;
import org.jspecify.annotations.Nullable;

/** What the page's own requests are answered where they cannot be done. */
final class GateTexts {
  static final Text NOT_LOGGED_IN = new Text("未登录", "Not logged in");
  static final Text LOG_IN = new Text("请先登录：/login", "log in first, at /login");
  static final Text TOO_LARGE = new Text("内容太长", "Too large");
  static final Text UNSUPPORTED = new Text("类型不对", "Unsupported media type");
  static final Text SEND_JSON = new Text("请求体的类型应为 application/json", "send application/json");
  static final Text NOT_JSON = new Text("不是 JSON", "Not JSON");
  static final Text AN_OBJECT = new Text("请求体应为一个 JSON 对象", "the body must be a JSON object");
  static final Text MISSING = new Text("缺少字段", "Missing field");
  static final Text WRONG_PARAMETER = new Text("参数不对", "Wrong parameter");
  static final Text NOT_FOUND = new Text("未找到", "Not found");
  static final Text UNCLEAR = new Text("没看懂", "Unclear");
  static final Text NOT_DONE = new Text("没有办成", "Not done");
  static final Text GONE = new Text("已失效", "Gone");
  static final Text NO_BUTTON = new Text("这个按钮已经不在了", "this button is no longer there");
  static final Text FULL =
      new Text(
          "磁盘已满，答复没能存下；请联系管理员清理。刚才若改过什么，请先查看是否已存，再决定是否重试",
          "The disk is full, so the answer could not be kept: an operator has to make room. If you"
              + " changed something, look whether it is there before you try again");
  static final Text SEE_LOG = new Text("详情见服务器日志", "the log of the server has the details");

  private GateTexts() {}

  /**
   * @param bytes of the body
   */
  static Text atMost(int bytes) {
    return new Text("最多 " + bytes + " 字节，请分几次发送", "at most " + bytes + " bytes: send it in parts");
  }

  static Text string(String field) {
    return new Text("“" + field + "”应为文本", "“" + field + "” must be a string");
  }

  static Text wholeNumber(String field) {
    return new Text("“" + field + "”应为整数", "“" + field + "” must be a whole number");
  }

  static Text length(String field, int most) {
    return new Text(
        "“" + field + "”应为 1–" + most + " 个字", "“" + field + "” must be 1–" + most + " characters");
  }

  static Text noPicture(String message) {
    return new Text("这条消息没有图片：" + message, "no picture in such a message: " + message);
  }

  static Text noPerson(@Nullable String id) {
    return id == null
        ? new Text("没有写明是谁（person）", "who it is (person) is missing")
        : new Text("没有这个人：" + id, "there is no such person: " + id);
  }

  static Text noChannel(@Nullable String address) {
    return address == null
        ? new Text("没有写明频道（channel）", "the channel is missing")
        : new Text("没有这个频道：" + address, "there is no such channel: " + address);
  }
}
