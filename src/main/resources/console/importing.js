// An import from the page: asked, waited for, cancelled, taken back.
import { ask, get, path, query } from "./api.js";
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
  const answer = await ask("POST", path("campaigns", campaign.slug, "import") + query(options), { form, once: false });
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
 * other rows are set to what stood. What is new and no figure stays, and is said.
 *
 * @param changes of the dry run made just before
 */
export function reversal(changes) {
  const figures = [];
  const rows = {};
  let left = 0;
  for (const change of changes) {
    if (change.what === "same") continue;
    const table = tableOf(change);
    if (table === "reports") figures.push(change);
    else if (change.what === "changed" && table) (rows[table] ??= []).push(change.before);
    else left++;
  }
  return { figures, rows, left };
}

/** Takes an import back. @returns how many figures and rows, and what was refused */
export async function takeBack(campaign, { figures, rows, left }, progress) {
  const base = path("campaigns", campaign.slug, "reports");
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
  return { done, set, refused, left };
}
