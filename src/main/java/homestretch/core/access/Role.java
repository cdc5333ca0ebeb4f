package homestretch.core.access;

/**
 * What somebody may do (spec/interface.md, "Who may what"), from the least to the most. Reporters
 * are linked to departments; the other roles are granted here.
 */
public enum Role {
  VIEWER,
  REVIEWER,
  ADMINISTRATOR
}
