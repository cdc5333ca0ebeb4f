package homestretch.core.chat;

/** One offer of autocomplete: what is shown and what is sent. */
public record Choice(String label, String value) {}
