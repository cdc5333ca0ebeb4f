package homestretch.core.node;

/** This run of the program, as one of those that share a database (port). */
public interface Node extends AutoCloseable {
  /** The present stretch of its life; it may have ended. */
  Tenure tenure();

  /** Something that only one node does at a time, such as holding a platform's connection. */
  interface Seat {
    /** From now on it is ours. Must return soon. */
    void taken();

    /** It is another's, or will be. Must return soon. */
    void lost();
  }

  /** Asks for a seat, and again whenever it is free. */
  void sit(String name, Seat seat);

  /** Says what to do when another node has died: what it had claimed is free. */
  void whenAnotherDies(Runnable then);

  /** Says what to do when another node has written to the built-in chat. */
  void whenAnotherChats(Runnable then);

  /** Gives everything up at once, so that another need not wait. */
  @Override
  void close();
}
