// An import from the page: asked, waited for, cancelled, taken back.
import { all, ask, get, path, query } from "./api.js";
import { csv, files } from "./sheet.js";
import { t } from "./language.js";

/**
 * Sends files to the import and waits for its end.
 *
 * @param progress told {state, done, of, cancel()} of one that takes long
 * @returns the result
 * @throws Failure, or an Error if it failed or was cancelled
 */
export async function send(campaign, named, options, progress) {
  const form = files(named);
  const answer = await ask("POST", path("campaigns", campaign.slug, "import") + query(options), { form, once: false }).catch((e) => {
    if (e.status !== 0) throw e;
    // A browser sends no file that was saved again after it was chosen, and does not say so.
    throw new Error(
      t(
        "没有送到：程序没有回答，或者文件选好之后又保存过，请重新选择文件。",
        "It was not sent: the program does not answer, or the file was saved again after it was chosen. Choose it again.",
      ),
    );
  });
  if (answer.status !== 202) return answer.data;
  const at = answer.location.replace(/^.*\/api\/v1/, "");
  const cancel = () => ask("DELETE", at);
  for (;;) {
    const now = await get(at);
    progress?.({ ...now, cancel });
    if (now.state === "done") return now.result;
    if (now.state === "failed" || now.state === "cancelled") {
      const problem = now.problem ?? now.error ?? {};
      throw Object.assign(
        new Error(
          now.state === "cancelled"
            ? t("导入已取消，什么都没有改。", "The import was cancelled; nothing was changed.")
            : (problem.detail ?? now.reason ?? t("导入失败，什么都没有改。", "The import failed; nothing was changed.")),
        ),
        { errors: problem.errors ?? [] },
      );
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** What is wrong with an import, line by line; the first ten. */
export const inWords = (error) => {
  const all = error.errors ?? [];
  if (all.length === 0) return [error.message];
  const lines = all.slice(0, 10).map((e) => e.field + t("：“", ": “") + e.value + t("”，应为 ", "”, expected ") + e.expected);
  return all.length > 10 ? [...lines, t(`还有 ${all.length - 10} 处`, `and ${all.length - 10} more`)] : lines;
};

const TABLE = /^(\w+)\.csv$/;

/** The table of a change by its columns: which of ours has them. */
function tableOf(change) {
  const has = (name) => name in (change.before ?? {}) || name in (change.after ?? {});
  if (has("as_of") && has("value")) return "reports";
  if (has("target")) return "targets";
  if (has("league")) return "departments";
  if (has("direction")) return "goals";
  return TABLE.exec(change.file)?.[1] ?? null;
}

/**
 * What takes an import back: figures that it brought are withdrawn or corrected to what stood,
 * other rows are set to what stood. What is new and no figure is deleted where nothing else stands
 * on it, which the program decides; what stays is said with its reason.
 *
 * @param changes of the dry run made just before
 * @param leagues that stood before
 */
export function reversal(changes, leagues) {
  const figures = [];
  const rows = {};
  const fresh = { targets: [], departments: [], goals: [], leagues: [] };
  const left = [];
  for (const change of changes) {
    if (change.what === "same") continue;
    const table = tableOf(change);
    if (table === "reports") figures.push(change);
    else if (change.what === "changed" && table) (rows[table] ??= []).push(change.before);
    else if (fresh[table]) fresh[table].push(change.after);
    else left.push((change.file ?? "") + ":" + (change.line ?? ""));
  }
  const stood = new Set(leagues.flatMap((l) => [l.code, l.name]));
  const named = new Set(fresh.departments.map((d) => d.league).filter((l) => l && !stood.has(l)));
  fresh.leagues = [...named];
  return { figures, rows, fresh, left };
}

/** Deletes what the import brought that nothing stands on. @returns how many; what stays goes into left */
async function remove(campaign, fresh, left) {
  const of = (...steps) => path("campaigns", campaign.slug, ...steps);
  let gone = 0;
  const drop = async (name, at) => {
    try {
      const { etag } = await ask("GET", at);
      await ask("DELETE", at, { etag });
      gone++;
    } catch (e) {
      left.push(name + t("（", " (") + e.message + t("）", ")"));
    }
  };
  if (fresh.targets.length > 0) {
    const now = await all(of("targets"));
    for (const target of fresh.targets) {
      const own = now.filter(
        (n) => n.department === target.department && n.goal === target.goal && (!target.from || n.from === target.from),
      );
      const last = own.at(-1);
      if (last) await drop(t("目标 ", "target ") + target.department + " " + target.goal, of("targets", last.id));
    }
  }
  for (const d of fresh.departments) await drop(t("单位 ", "unit ") + d.code, of("departments", d.code));
  for (const g of fresh.goals) await drop(t("指标 ", "goal ") + g.code, of("goals", g.code));
  if (fresh.leagues.length > 0) {
    for (const league of await all(of("leagues"))) {
      if (fresh.leagues.includes(league.code) || fresh.leagues.includes(league.name)) {
        await drop(t("组别 ", "league ") + league.code, of("leagues", league.code));
      }
    }
  }
  return gone;
}

/** Takes an import back. @returns how many figures and rows, what was refused and what stays */
export async function takeBack(campaign, { figures, rows, fresh, left: kept }, progress) {
  const base = path("campaigns", campaign.slug, "reports");
  const left = [...kept];
  const reason = t("撤销导入", "Import taken back");
  const refused = [];
  let done = 0;
  for (const change of figures) {
    const a = change.after;
    try {
      const found = await get(
        base + query({ department: a.department, goal: a.goal, from: a.as_of, to: a.as_of, limit: 100 }),
      );
      const last = found.items[0];
      if (!last) throw new Error(t("没有找到", "not found"));
      const body =
        change.what === "changed"
          ? {
              reason,
              ...(change.before.denominator
                ? { numerator: change.before.value, denominator: change.before.denominator }
                : { value: change.before.value }),
            }
          : { reason };
      await ask("POST", base + "/" + last.id + (change.what === "changed" ? "/correct" : "/withdraw"), { body });
      done++;
    } catch (e) {
      refused.push(a.department + " " + a.goal + " " + a.as_of + t("：", ": ") + e.message);
    }
    progress?.(done, figures.length);
  }
  const named = {};
  for (const [table, before] of Object.entries(rows)) {
    const columns = [...new Set(before.flatMap((row) => Object.keys(row)))];
    named[table + ".csv"] = csv([columns, ...before.map((row) => columns.map((c) => row[c] ?? ""))]);
  }
  let set = 0;
  if (Object.keys(named).length > 0) {
    const result = await send(campaign, named, {});
    set = result.changed + result.added;
  }
  const gone = await remove(campaign, fresh, left);
  return { done, set, gone, refused, left };
}
