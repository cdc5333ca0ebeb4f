package homestretch.core.access;

/**
 * What somebody may do (spec/interface.md, "Who may what"), from the least to the most. Reporters
 * report for departments, by a link of the department or by a grant that names it.
 */
public enum Role {
  VIEWER,
  REPORTER,
  REVIEWER,
  ADMINISTRATOR
}
