package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A frame of Feishu's long connection: protobuf message {@code pbbp2.Frame} of nine fields, written
 * and read by hand, as a library for it would weigh more than this package.
 *
 * @param method 0 control, 1 data
 */
public record Frame(
    long seqId,
    long logId,
    int service,
    int method,
    List<Header> headers,
    String payloadEncoding,
    String payloadType,
    byte[] payload,
    String logIdNew) {
  public static final int CONTROL = 0;
  public static final int DATA = 1;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  public record Header(String key, String value) {}

  public Frame {
    headers = List.copyOf(headers);
  }

  public static Frame of(int service, int method, List<Header> headers, byte[] payload) {
    return new Frame(0, 0, service, method, headers, "", "", payload, "");
  }

  public Optional<String> header(String key) {
    return headers.stream().filter(h -> h.key.equals(key)).map(Header::value).findFirst();
  }

  /** The same frame with another payload and one more header: what an acknowledgement is. */
  public Frame answered(byte[] answer, Header more) {
    List<Header> all = new ArrayList<>(headers);
    all.add(more);
    return new Frame(
        seqId, logId, service, method, all, payloadEncoding, payloadType, answer, logIdNew);
  }

  public byte[] written() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 128);
    varint(out, 1, seqId);
    varint(out, 2, logId);
    varint(out, 3, service);
    varint(out, 4, method);
    for (Header header : headers) {
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      bytes(inner, 1, header.key.getBytes(UTF_8));
      bytes(inner, 2, header.value.getBytes(UTF_8));
      bytes(out, 5, inner.toByteArray());
    }
    optional(out, 6, payloadEncoding.getBytes(UTF_8));
    optional(out, 7, payloadType.getBytes(UTF_8));
    optional(out, 8, payload);
    optional(out, 9, logIdNew.getBytes(UTF_8));
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int field, long value) {
    raw(out, (long) field << 3 | VARINT);
    raw(out, value);
  }

  private static void optional(ByteArrayOutputStream out, int field, byte[] value) {
    if (value.length > 0) {
      bytes(out, field, value);
    }
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
    raw(out, (long) field << 3 | BYTES);
    raw(out, value.length);
    out.writeBytes(value);
  }

  private static void raw(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  /**
   * @throws IllegalArgumentException if the bytes are no such frame
   */
  public static Frame read(byte[] bytes) {
    Reader in = new Reader(bytes, 0, bytes.length);
    long seqId = 0;
    long logId = 0;
    int service = 0;
    int method = 0;
    List<Header> headers = new ArrayList<>();
    String encoding = "";
    String type = "";
    byte[] payload = {};
    String logIdNew = "";
    while (in.at < in.end) {
      long tag = in.varint();
      switch ((int) (tag >>> 3)) {
        case 1 -> seqId = in.varint();
        case 2 -> logId = in.varint();
        case 3 -> service = (int) in.varint();
        case 4 -> method = (int) in.varint();
        case 5 -> headers.add(header(in.bytes()));
        case 6 -> encoding = new String(in.bytes(), UTF_8);
        case 7 -> type = new String(in.bytes(), UTF_8);
        case 8 -> payload = in.bytes();
        case 9 -> logIdNew = new String(in.bytes(), UTF_8);
        default -> in.skip((int) (tag & 7));
      }
    }
    return new Frame(seqId, logId, service, method, headers, encoding, type, payload, logIdNew);
  }

  private static Header header(byte[] bytes) {
    Reader in = new Reader(bytes, 0, bytes.length);
    String key = "";
    String value = "";
    while (in.at < in.end) {
      long tag = in.varint();
      switch ((int) (tag >>> 3)) {
        case 1 -> key = new String(in.bytes(), UTF_8);
        case 2 -> value = new String(in.bytes(), UTF_8);
        default -> in.skip((int) (tag & 7));
      }
    }
    return new Header(key, value);
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;
    private final int end;

    Reader(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    long varint() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (at >= end) {
          throw new IllegalArgumentException("a number ends before its end");
        }
        byte b = bytes[at++];
        value |= (long) (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of more than 64 bits");
    }

    byte[] bytes() {
      long length = varint();
      if (length < 0 || length > end - at) {
        throw new IllegalArgumentException("a field of " + length + " bytes does not fit");
      }
      byte[] field = java.util.Arrays.copyOfRange(bytes, at, at + (int) length);
      at += (int) length;
      return field;
    }

    /** Passes over a field that we do not know. */
    void skip(int type) {
      int length =
          switch (type) {
            case VARINT -> {
              varint();
              yield 0;
            }
            case FIXED64 -> 8;
            case BYTES -> {
              bytes();
              yield 0;
            }
            case FIXED32 -> 4;
            default -> throw new IllegalArgumentException("a field of type " + type);
          };
      if (length > end - at) {
        throw new IllegalArgumentException("a field ends before its end");
      }
      at += length;
    }
  }
}
