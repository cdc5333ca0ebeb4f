package homestretch.core.chat;

/** Knows who may use which commands where (port). */
@FunctionalInterface
public interface Gatekeeper {
  /**
   * @throws homestretch.core.fault.Fault.Forbidden if the person may not, saying who could help
   */
  void require(Command.Access access, Invocation invocation);
}
