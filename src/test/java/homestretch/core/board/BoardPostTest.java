package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.text.Language;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A board of many units as a message: whatever is not on this page is behind a button. */
class BoardPostTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @Test
  void two_hundred_units_are_pages_with_a_jump_and_a_file_of_all() {
    try (World world = new World(Databases.SQLITE)) {
      world.discloseAll();
      Goal goal = world.goal("G", "1");
      for (int i = 0; i < 200; i++) {
        Department department = world.department("U" + i);
        world.target(department, goal, "1000");
        world.report(department, goal, String.valueOf(500 + i), "2026-10-31");
      }
      Leaderboard board = world.boards.leaderboard(world.campaign, TODAY, null, null, null);
      Post first = BoardPost.paged(board, 1, false, Language.EN);
      List<Button> jumps =
          first.buttons().stream()
              .flatMap(List::stream)
              .filter(b -> b.style() == Button.Style.JUMP)
              .toList();
      assertThat(jumps).hasSize(13);
      List<String> named = new ArrayList<>();
      for (Button jump : jumps) {
        int page = Integer.parseInt(Objects.requireNonNull(jump.options().get("page")));
        Block.Table table =
            (Block.Table) BoardPost.paged(board, page, false, Language.EN).blocks().getFirst();
        assertThat(jump.label()).contains(" " + (16 * (page - 1) + 1) + "–");
        table.rows().forEach(row -> named.add(row.getLast()));
      }
      assertThat(named).doesNotHaveDuplicates().hasSize(200);

      Post whole = BoardPost.whole(board, false, Language.EN);
      String csv = Objects.requireNonNull(whole.file()).text();
      assertThat(csv.lines()).hasSize(201);
      assertThat(csv).startsWith("\ufeffLeague,Rank,").contains(",1,U199,");
    }
  }
}
