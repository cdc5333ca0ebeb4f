package homestretch.core.living;

import homestretch.core.board.BoardPost;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Standing;
import homestretch.core.chat.Post;
import homestretch.core.department.League;
import homestretch.core.text.Language;
import homestretch.core.text.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A campaign's board in one language, as all its channels show it.
 *
 * @param digest of the post: another as soon as it says anything else
 * @param ranks see {@link #read}
 */
record LivingContent(Leaderboard board, Post post, String digest, String ranks) {
  static LivingContent of(Leaderboard board, Language language) {
    Post post =
        BoardPost.paged(board, 1, false, language).footed(LivingTexts.keptUpToDate().in(language));
    return new LivingContent(board, post, hash(post.toString()), ranks(board));
  }

  /** {@code LJ=2 GX=1}: of those that everybody may see. */
  static String ranks(Leaderboard board) {
    List<String> ranks = new ArrayList<>();
    for (League league : board.leagues()) {
      for (Standing row : board.disclosed(league).rows()) {
        ranks.add(row.department().id().value() + "=" + row.rank());
      }
    }
    return String.join(" ", ranks);
  }

  static Map<Long, Integer> read(String ranks) {
    Map<Long, Integer> read = new LinkedHashMap<>();
    for (String rank : ranks.split(" ")) {
      int equals = rank.indexOf('=');
      if (equals > 0) {
        read.put(
            Long.parseLong(rank.substring(0, equals)),
            Integer.parseInt(rank.substring(equals + 1)));
      }
    }
    return read;
  }

  static String hash(String what) {
    return Sha256.number(what).toString(36).substring(0, 12);
  }
}
