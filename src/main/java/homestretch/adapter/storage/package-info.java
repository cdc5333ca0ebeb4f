/** Our ports on SQLite and PostgreSQL with jOOQ; the only place with SQL. */
@NullMarked
package homestretch.adapter.storage;

import org.jspecify.annotations.NullMarked;
