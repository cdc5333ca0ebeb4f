package homestretch.core.delivery;

/** A delivery's key in our tables. */
public record DeliveryId(long value) {}
