/** The pages by which one comes in: invitation, identity provider, one's own devices. */
@NullMarked
package homestretch.adapter.login;

import org.jspecify.annotations.NullMarked;
