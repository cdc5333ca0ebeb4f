package homestretch;

import homestretch.adapter.storage.Database;
import homestretch.adapter.webchat.ChannelInfo;
import homestretch.adapter.webchat.Persona;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Person;
import homestretch.core.department.Departments;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the built-in chat shows of the database: its channels, and whom one can be at the machine.
 */
final class BuiltInChat {
  /** Who sits at the machine itself, on the built-in chat. */
  static final Text ADMINISTRATOR_NAME = new Text("管理员", "Administrator");

  private final Database database;
  private final Campaigns campaignRows;
  private final Channels channelRows;
  private final Departments departmentRows;
  private final Language language;

  BuiltInChat(
      Database database,
      Campaigns campaignRows,
      Channels channelRows,
      Departments departmentRows,
      Language language) {
    this.database = database;
    this.campaignRows = campaignRows;
    this.channelRows = channelRows;
    this.departmentRows = departmentRows;
    this.language = language;
  }

  /** Its channels, each in its own language and zone. */
  List<ChannelInfo> channels() {
    return database.read(
        () ->
            channelRows.list(0, Integer.MAX_VALUE).stream()
                .filter(c -> c.address().platform().equals("web"))
                .map(
                    c ->
                        new ChannelInfo(
                            c.address().channel(),
                            c.address().channel(),
                            c.campaign(),
                            campaignRows.get(c.campaign()).name().in(c.language()),
                            c.language(),
                            c.timezone(),
                            c.purpose() == Channel.Purpose.ADMINISTRATORS))
                .toList());
  }

  /** An administrator, everybody linked on the built-in chat, a reader. */
  List<Persona> personas() {
    List<Persona> personas = new ArrayList<>();
    personas.add(
        persona(
            Persona.ADMINISTRATOR,
            ADMINISTRATOR_NAME,
            new Text("管理战役，查看各单位", "runs the campaign, sees every unit")));
    Set<String> seen = new HashSet<>();
    for (Departments.LinkedUser linked : database.read(() -> departmentRows.linkedUsers("web"))) {
      if (seen.add(linked.user())) {
        Text name = linked.department().name();
        personas.add(
            persona(
                linked.user(),
                new Text(name.zh() + "填报员", "Reporter, " + name.en()),
                new Text("为" + name.zh() + "上报", "reports for " + name.en())));
      }
    }
    personas.add(persona("reader", new Text("读者", "Reader"), new Text("只看不报", "reads only")));
    return personas;
  }

  private Persona persona(String id, Text name, Text role) {
    return new Persona(name, role, new Person("web", id, name.in(language), Set.of()));
  }
}
