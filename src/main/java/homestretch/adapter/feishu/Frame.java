package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A frame of Feishu's long connection: protobuf message {@code pbbp2.Frame}, written and read by
 * hand, as a library for it would weigh more than this package. Its fields: 1 SeqID, 2 LogID, 3
 * service, 4 method (0 control, 1 data), 5 headers (1 key, 2 value), 6 payload_encoding, 7
 * payload_type, 8 payload, 9 LogIDNew. They are kept as they came, those that we do not know too,
 * so that an acknowledgement gives them all back.
 */
public final class Frame {
  public static final int CONTROL = 0;
  public static final int DATA = 1;

  private static final int SERVICE = 3;
  private static final int METHOD = 4;
  private static final int HEADER = 5;
  private static final int PAYLOAD = 8;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  public record Header(String key, String value) {}

  /**
   * @param tag the field's number and type, as they are written
   * @param value as it is written, bytes without their length
   */
  private record Field(int tag, byte[] value) {
    boolean is(int field) {
      return tag >>> 3 == field;
    }
  }

  private final List<Field> fields;

  private Frame(List<Field> fields) {
    this.fields = fields;
  }

  public static Frame of(int service, int method, List<Header> headers, byte[] payload) {
    List<Field> fields = new ArrayList<>();
    // Fields that a frame must have, be they 0.
    fields.addAll(
        List.of(field(1, 0), field(2, 0), field(SERVICE, service), field(METHOD, method)));
    headers.forEach(header -> fields.add(field(header)));
    fields.add(field(PAYLOAD, payload));
    return new Frame(fields);
  }

  private static Field field(int number, long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, value);
    return new Field(number << 3 | VARINT, out.toByteArray());
  }

  private static Field field(int number, byte[] bytes) {
    return new Field(number << 3 | BYTES, bytes);
  }

  private static Field field(Header header) {
    List<Field> inner =
        List.of(field(1, header.key.getBytes(UTF_8)), field(2, header.value.getBytes(UTF_8)));
    return field(HEADER, new Frame(inner).written());
  }

  public int service() {
    return (int) varint(ByteBuffer.wrap(value(SERVICE, 1)));
  }

  public int method() {
    return (int) varint(ByteBuffer.wrap(value(METHOD, 1)));
  }

  public byte[] payload() {
    return value(PAYLOAD, 0);
  }

  /** Of a field that is not there so many zeros. */
  private byte[] value(int field, int otherwise) {
    return fields.stream()
        .filter(f -> f.is(field))
        .findFirst()
        .map(Field::value)
        .orElseGet(() -> new byte[otherwise]);
  }

  public Optional<String> header(String key) {
    return fields.stream()
        .filter(f -> f.is(HEADER))
        .map(f -> read(f.value))
        .filter(h -> new String(h.value(1, 0), UTF_8).equals(key))
        .map(h -> new String(h.value(2, 0), UTF_8))
        .findFirst();
  }

  /** The same frame with another payload and one more header: what an acknowledgement is. */
  public Frame answered(byte[] answer, Header more) {
    List<Field> all = new ArrayList<>(fields);
    all.removeIf(f -> f.is(PAYLOAD));
    all.addAll(List.of(field(more), field(PAYLOAD, answer)));
    return new Frame(all);
  }

  public byte[] written() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      varint(out, field.tag);
      if ((field.tag & 7) == BYTES) {
        varint(out, field.value.length);
      }
      out.writeBytes(field.value);
    }
    return out.toByteArray();
  }

  /**
   * @throws IllegalArgumentException if the bytes are no such frame
   */
  public static Frame read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Field> fields = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        int tag = (int) varint(in);
        byte[] value = new byte[length(in, tag & 7)];
        in.get(value);
        fields.add(new Field(tag, value));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a frame that ends within a field", e);
    }
    return new Frame(fields);
  }

  private static int length(ByteBuffer in, int type) {
    long length =
        switch (type) {
          case VARINT -> {
            ByteBuffer ahead = in.duplicate();
            varint(ahead);
            yield ahead.position() - in.position();
          }
          case FIXED64 -> 8;
          case BYTES -> varint(in);
          case FIXED32 -> 4;
          default -> throw new IllegalArgumentException("a field of type " + type);
        };
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a field of " + length + " bytes does not fit");
    }
    return (int) length;
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
