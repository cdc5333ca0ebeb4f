package homestretch.testing.discord;

/** What goes wrong with one request. */
public sealed interface Failure {
  /** Answered with a status; nothing is done. */
  record Status(int status) implements Failure {}

  /** Done, but answered with a status, as by a proxy that lost its patience. */
  record DoneButStatus(int status) implements Failure {}

  /** The connection is cut before anything is done. */
  record LostRequest() implements Failure {}

  /** Done, but the connection is cut instead of an answer. */
  record LostAnswer() implements Failure {}

  /** Done, but the connection is cut in the middle of the answer. */
  record HalfAnswer() implements Failure {}

  /** How far a request comes. */
  enum Moment {
    /** Read, and nothing is done, nor will be. */
    ARRIVED,
    /** Done, and not answered. */
    DONE,
    /** Answered in full. */
    ANSWERED
  }

  /**
   * Something happens when the request has come so far: whoever asks is killed, say.
   *
   * @param what returns once it has happened
   */
  record Meanwhile(Moment when, Runnable what) implements Failure {}
}
