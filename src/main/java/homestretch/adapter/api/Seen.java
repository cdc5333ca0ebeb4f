package homestretch.adapter.api;

import homestretch.core.board.Leaderboard;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.score.Scheme;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whose rows of a board the principal may see: by what the scheme discloses to everybody, and of
 * those who report for a department its own row with its neighbours (docs/scoring.md, "Ranks").
 *
 * @param all whether every row
 * @param some the departments whose rows, if not all
 */
record Seen(boolean all, Set<DepartmentId> some) {
  /**
   * Who asks, before the board is there.
   *
   * @param all whether every department is seen, whatever is disclosed
   * @param own the departments that they report for or whose league they review, if not all are
   *     seen
   */
  record Asker(boolean all, Set<DepartmentId> own) {
    static Asker of(Context ctx, Campaign campaign, DepartmentService departments) {
      Principal principal = Principal.of(ctx);
      boolean all = principal.seesAll(campaign.id());
      return new Asker(
          all, all ? Set.of() : Set.copyOf(principal.openDepartments(campaign, departments)));
    }

    /** Whether every unit of a league is seen, whatever is disclosed. */
    boolean seesLeague(Leaderboard board, League league) {
      return all
          || Stream.concat(board.rowsOf(league).stream(), board.unrankedOf(league).stream())
              .allMatch(row -> own.contains(row.department().id()));
    }

    /**
     * All of a department's figures, as an explanation has them: as in the chat, its own people's
     * alone where the board is not public. Its row may be public all the same.
     */
    void requireEveryStep(Scheme scheme, Department department) {
      if (!all && scheme.disclosure() != Scheme.Disclosure.FULL && !own.contains(department.id())) {
        throw new Fault.Forbidden(
            new Text("各单位只能看本单位的算分", "how a score is made up is for the department itself"));
      }
    }
  }

  static Seen of(Context ctx, Leaderboard board, DepartmentService departments) {
    return of(Asker.of(ctx, board.campaign(), departments), board);
  }

  static Seen of(Asker asker, Leaderboard board) {
    if (asker.all() || board.scheme().disclosure() == Scheme.Disclosure.FULL) {
      return new Seen(true, Set.of());
    }
    Set<DepartmentId> own = asker.own();
    Set<DepartmentId> some = new HashSet<>(own);
    for (League league : board.leagues()) {
      board.disclosed(league).rows().forEach(row -> some.add(row.department().id()));
      board.mostImproved(league).forEach(row -> some.add(row.department().id()));
      List<Standing> rows = board.rowsOf(league);
      for (int i = 0; i < rows.size(); i++) {
        if (own.contains(rows.get(i).department().id())) {
          some.add(rows.get(Math.max(0, i - 1)).department().id());
          some.add(rows.get(Math.min(rows.size() - 1, i + 1)).department().id());
        }
      }
    }
    return new Seen(false, some);
  }

  boolean includes(Standing row) {
    return all || some.contains(row.department().id());
  }

  void require(Department department) {
    if (!all && !some.contains(department.id())) {
      throw new Fault.Forbidden(
          new Text(
              "排行榜只公开前列单位，这个单位的情况不对外",
              "only the first of the board are public; how this department stands is not"));
    }
  }
}
