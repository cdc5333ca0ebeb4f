/** What the API and the pages share: bodies, errors as problem+json, the caller's language. */
@NullMarked
package homestretch.adapter.http;

import org.jspecify.annotations.NullMarked;
