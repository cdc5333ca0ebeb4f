package homestretch.core.access;

import java.util.List;
import java.util.Set;

/** Who was granted what (port). */
public interface Grants {
  Grant add(Grant grant);

  void remove(long id);

  /** By id. */
  List<Grant> list();

  /** Those of a user, and of any of these roles. */
  List<Grant> of(String platform, String user, Set<String> roles);
}
