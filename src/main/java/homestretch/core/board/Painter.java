package homestretch.core.board;

import homestretch.core.chat.Image;

/** Draws (port). */
public interface Painter {
  /**
   * @throws homestretch.core.fault.Fault.Conflict if this machine cannot draw; says what is missing
   */
  Image paint(Picture picture);

  /**
   * The same picture again.
   *
   * @param source of the image
   * @return PNG
   */
  byte[] redraw(String source);
}
