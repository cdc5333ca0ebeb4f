package homestretch.core.department;

/** A department's key in our tables. */
public record DepartmentId(long value) {}
