package homestretch.adapter.api;

import homestretch.core.audit.Actor;

/** Who did something. */
record ActorJson(
    @Is(value = "The platform's own id", example = "administrator") String id,
    @Is(value = "The name as shown", example = "administrator") String name,
    @Is(value = "Through which door: a chat platform, api, import, system", example = "api")
        String door) {
  static ActorJson of(Actor actor) {
    return new ActorJson(actor.id(), actor.name(), actor.door());
  }
}
