package homestretch.core.exchange;

/** Reads one file as a sheet (port). */
@FunctionalInterface
public interface SheetReader {
  /**
   * @throws homestretch.core.fault.Fault.Invalid if it cannot be read, naming the file
   */
  Sheet read(String file, byte[] bytes);
}
