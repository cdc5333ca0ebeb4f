package homestretch.core.campaign;

/** A campaign's key in our tables. */
public record CampaignId(long value) {}
