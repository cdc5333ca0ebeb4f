package homestretch.adapter.webchat;

import homestretch.core.chat.Person;
import homestretch.core.text.Text;

/**
 * Somebody whom the user of the page can be.
 *
 * @param role what this person does, in a few words
 */
public record Persona(Text name, Text role, Person person) {
  public String id() {
    return person.id();
  }
}
