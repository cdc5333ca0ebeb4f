/** How Chinese characters are read, from pinyin4j's tables. */
@NullMarked
package homestretch.adapter.pinyin;

import org.jspecify.annotations.NullMarked;
