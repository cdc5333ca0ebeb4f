package homestretch.testing.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Pictures that come in pieces. */
final class Pictures {
  private record Upload(int chunks, long size, String md5, Map<Integer, byte[]> parts) {}

  private final AtomicLong ids;
  private final Map<String, Upload> uploads = new HashMap<>();
  private final Map<String, byte[]> media = new HashMap<>();

  Pictures(AtomicLong ids) {
    this.ids = ids;
  }

  boolean has(String id) {
    return media.containsKey(id);
  }

  byte @Nullable [] get(String id) {
    return media.get(id);
  }

  private static ObjectNode wrong(String request, String what) {
    return WeCom.ok(request).put("errcode", 40_058).put("errmsg", what);
  }

  ObjectNode begin(String request, JsonNode body) {
    String id = "up" + ids.incrementAndGet();
    uploads.put(
        id,
        new Upload(
            body.path("total_chunks").asInt(),
            body.path("total_size").asLong(),
            body.path("md5").asText(),
            new HashMap<>()));
    return (ObjectNode)
        WeCom.ok(request).set("body", WeCom.JSON.createObjectNode().put("upload_id", id));
  }

  ObjectNode chunk(String request, JsonNode body) {
    Upload upload = uploads.get(body.path("upload_id").asText());
    if (upload == null) {
      return wrong(request, "unknown upload_id");
    }
    byte[] bytes = java.util.Base64.getDecoder().decode(body.path("base64_data").asText());
    if (bytes.length > 512 * 1024) {
      return wrong(request, "a chunk of " + bytes.length);
    }
    upload.parts.put(body.path("chunk_index").asInt(), bytes);
    return WeCom.ok(request);
  }

  ObjectNode finish(String request, JsonNode body) {
    Upload upload = uploads.remove(body.path("upload_id").asText());
    java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
    for (int i = 0; upload != null && i < upload.chunks; i++) {
      byte[] part = upload.parts.get(i);
      if (part == null) {
        return wrong(request, "chunk " + i + " is missing");
      }
      whole.writeBytes(part);
    }
    if (upload == null || whole.size() != upload.size || !upload.md5.equals(md5(whole))) {
      return wrong(request, "the upload is not whole");
    }
    String id = "media" + ids.incrementAndGet();
    media.put(id, whole.toByteArray());
    ObjectNode told = WeCom.JSON.createObjectNode();
    told.put("type", "image").put("media_id", id).put("created_at", "1795680000");
    return (ObjectNode) WeCom.ok(request).set("body", told);
  }

  private static String md5(java.io.ByteArrayOutputStream bytes) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("MD5").digest(bytes.toByteArray()));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
