package homestretch.adapter.api;

/** The body of a request that needs none. */
record NothingJson() {}
