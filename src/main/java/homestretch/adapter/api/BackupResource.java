package homestretch.adapter.api;

import homestretch.core.fault.Fault;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code backups}: the copies in {@code backup.folder}, and one more now. */
public final class BackupResource implements Api.Resource {
  /** Makes a copy of the database in the folder. */
  @FunctionalInterface
  public interface Copy {
    Path make() throws IOException;
  }

  /** A copy of the database. */
  record BackupJson(
      @Is(value = "The name of the file in backup.folder", example = "homestretch-2026.db")
          String name,
      @Is(value = "Its size in bytes", example = "1048576") Long bytes,
      @Is(value = "When it was made", example = "2026-11-26T18:00:00Z") Instant at) {
    static BackupJson of(Path file) throws IOException {
      return new BackupJson(
          String.valueOf(file.getFileName()),
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant());
    }
  }

  private final @Nullable Path folder;
  private final @Nullable Copy copy;

  /**
   * @param folder null: {@code backup.folder} is not set
   * @param copy null: the database is none that the program copies
   */
  public BackupResource(@Nullable Path folder, @Nullable Copy copy) {
    this.folder = folder;
    this.copy = copy;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/backups",
        Doc.of("Lists the backups, the latest first")
            .access(Doc.Access.OPERATOR)
            .list(BackupJson.class),
        ctx -> Http.answer(ctx, 200, Http.page(ctx, backups(), each -> each)));
    routes.postApart(
        "/backups",
        Doc.of("Makes a backup now")
            .access(Doc.Access.OPERATOR)
            .nothing()
            .status(201)
            .out(BackupJson.class),
        ctx -> {
          if (folder == null || copy == null) {
            throw new Fault.Conflict(
                copy == null
                    ? new Text(
                        "PostgreSQL 请用 pg_dump 备份（homestretch backup 会写出命令）",
                        "PostgreSQL is backed up by pg_dump (homestretch backup prints the"
                            + " command)")
                    : new Text(
                        "没有设置 backup.folder：请先在 config/homestretch.yaml 里设置，再重启",
                        "backup.folder is not set: set it in config/homestretch.yaml and start"
                            + " again"));
          }
          try {
            BackupJson made = BackupJson.of(copy.make());
            Http.created(ctx, "backups");
            Http.answer(ctx, 201, made);
          } catch (IOException e) {
            throw new Fault.Conflict(
                new Text(
                    "备份没有成功：" + Reasons.of(e).zh(), "no backup was made: " + Reasons.of(e).en()));
          }
        });
  }

  private List<BackupJson> backups() {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<BackupJson> all = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.add(BackupJson.of(file));
      }
      all.sort(Comparator.comparing(BackupJson::at).reversed());
      return all;
    } catch (IOException e) {
      throw new Fault.Conflict(
          new Text(
              "读不了备份文件夹：" + Reasons.of(e).zh(),
              "the backups cannot be read: " + Reasons.of(e).en()));
    }
  }
}
