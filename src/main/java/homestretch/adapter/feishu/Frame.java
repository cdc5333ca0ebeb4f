package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
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
   * @param number of a varint
   * @param bytes of any other type
   */
  private record Field(long tag, long number, byte[] bytes) {
    static Field of(int field, long number) {
      return new Field((long) field << 3 | VARINT, number, new byte[0]);
    }

    static Field of(int field, byte[] bytes) {
      return new Field((long) field << 3 | BYTES, 0, bytes);
    }

    boolean is(int field) {
      return tag >>> 3 == field;
    }

    void write(ByteArrayOutputStream out) {
      raw(out, tag);
      switch ((int) (tag & 7)) {
        case VARINT -> raw(out, number);
        case BYTES -> {
          raw(out, bytes.length);
          out.writeBytes(bytes);
        }
        default -> out.writeBytes(bytes);
      }
    }

    private static void raw(ByteArrayOutputStream out, long value) {
      long left = value;
      while ((left & ~0x7FL) != 0) {
        out.write((int) (left & 0x7F | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }

  private final List<Field> fields;

  private Frame(List<Field> fields) {
    this.fields = fields;
  }

  public static Frame of(int service, int method, List<Header> headers, byte[] payload) {
    List<Field> fields = new ArrayList<>();
    // Fields that a frame must have, be they 0.
    fields.addAll(List.of(Field.of(1, 0), Field.of(2, 0)));
    fields.addAll(List.of(Field.of(SERVICE, service), Field.of(METHOD, method)));
    headers.forEach(header -> fields.add(field(header)));
    fields.add(Field.of(PAYLOAD, payload));
    return new Frame(fields);
  }

  private static Field field(Header header) {
    List<Field> inner =
        List.of(Field.of(1, header.key.getBytes(UTF_8)), Field.of(2, header.value.getBytes(UTF_8)));
    return Field.of(HEADER, new Frame(inner).written());
  }

  public int service() {
    return (int) number(SERVICE);
  }

  public int method() {
    return (int) number(METHOD);
  }

  private long number(int field) {
    return fields.stream().filter(f -> f.is(field)).mapToLong(Field::number).findFirst().orElse(0);
  }

  public byte[] payload() {
    return bytes(PAYLOAD);
  }

  private byte[] bytes(int field) {
    return fields.stream()
        .filter(f -> f.is(field))
        .map(Field::bytes)
        .findFirst()
        .orElse(new byte[0]);
  }

  public Optional<String> header(String key) {
    return fields.stream()
        .filter(f -> f.is(HEADER))
        .map(f -> read(f.bytes))
        .filter(h -> new String(h.bytes(1), UTF_8).equals(key))
        .map(h -> new String(h.bytes(2), UTF_8))
        .findFirst();
  }

  /** The same frame with another payload and one more header: what an acknowledgement is. */
  public Frame answered(byte[] answer, Header more) {
    List<Field> all = new ArrayList<>(fields);
    all.removeIf(f -> f.is(PAYLOAD));
    all.addAll(List.of(field(more), Field.of(PAYLOAD, answer)));
    return new Frame(all);
  }

  public byte[] written() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach(field -> field.write(out));
    return out.toByteArray();
  }

  /**
   * @throws IllegalArgumentException if the bytes are no such frame
   */
  public static Frame read(byte[] bytes) {
    Reader in = new Reader(bytes);
    List<Field> fields = new ArrayList<>();
    while (in.at < bytes.length) {
      long tag = in.varint();
      fields.add(
          switch ((int) (tag & 7)) {
            case VARINT -> new Field(tag, in.varint(), new byte[0]);
            case FIXED64 -> new Field(tag, 0, in.bytes(8));
            case BYTES -> new Field(tag, 0, in.bytes(in.varint()));
            case FIXED32 -> new Field(tag, 0, in.bytes(4));
            default -> throw new IllegalArgumentException("a field of type " + (tag & 7));
          });
    }
    return new Frame(fields);
  }

  private static final class Reader {
    private final byte[] from;
    private int at;

    Reader(byte[] from) {
      this.from = from;
    }

    long varint() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        byte b = bytes(1)[0];
        value |= (long) (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of more than 64 bits");
    }

    byte[] bytes(long length) {
      if (length < 0 || length > from.length - at) {
        throw new IllegalArgumentException("a field of " + length + " bytes does not fit");
      }
      at += (int) length;
      return Arrays.copyOfRange(from, at - (int) length, at);
    }
  }
}
