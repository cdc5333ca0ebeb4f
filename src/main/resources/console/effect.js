// Who would move on today's board, and why.
import { html } from "./kit.js";
import { figure, percent, t } from "./language.js";
import { Light, Table } from "./ui.js";

const rank = (place) => (place ? (place.rank ?? t("不排名", "unranked")) : "–");

/** Up is good: said by an arrow and a word. */
function Step({ move }) {
  const from = move.before?.rank;
  const to = move.after?.rank;
  if (from === to) return html`${rank(move.after)}`;
  const up = from === null || from === undefined ? null : to !== null && to !== undefined && to < from;
  return html`${rank(move.before)} → <strong>${rank(move.after)}</strong>
    ${up === null || to === null || to === undefined
      ? ""
      : html` <span className=${"tag " + (up ? "good" : "bad")}>${up ? "▲" : "▼"} ${Math.abs(from - to)}</span>`}`;
}

const Change = ({ from, to, show }) =>
  String(from ?? "") === String(to ?? "") ? html`${show(to)}` : html`<del>${show(from)}</del> → <ins>${show(to)}</ins>`;

/** Whether the points say more than the completion beside them. */
const otherPoints = (w) => {
  const [was, is] = [w.before?.points, w.after?.points].map((p) => String(p ?? ""));
  return was !== is && (was !== String(w.before?.completion ?? "") || is !== String(w.after?.completion ?? ""));
};

/** @param nameOfGoal (code) → its name */
export function EffectView({ effect, nameOfGoal }) {
  const names = effect.leftOut.map(nameOfGoal).join(t("、", ", "));
  const leftOut =
    names &&
    html`<p className="note">${t(
      `按步骤计的指标（${names}）也有变动，要保存后才计入，这里没有算。`,
      `Goals counted by steps (${names}) change too; they count once saved and are not reckoned here.`,
    )}</p>`;
  if (effect.moves.length === 0) {
    const unmoved = names
      ? t(`除此之外，今天（${effect.on}）的榜单不会变。`, `Apart from that, today's board (${effect.on}) stays as it is.`)
      : t(`今天（${effect.on}）的榜单不会变。`, `Today's board (${effect.on}) stays as it is.`);
    return html`<div className="stack">${leftOut}<p className="note">${unmoved}</p></div>`;
  }
  const moved = effect.moves.filter((m) => m.before?.rank !== m.after?.rank).length;
  return html`<div className="stack">
    <p>
      ${t(
        `按今天（${effect.on}）的榜单：${moved} 个单位名次变动，${effect.moves.length - moved} 个只变分数或指标，${effect.same} 个不变。`,
        `On today's board (${effect.on}): ${moved} change rank, ${effect.moves.length - moved} only score or a goal, ${effect.same} stay as they are.`,
      )}
    </p>
    ${leftOut}
    <${Table}
      caption=${t("对今天榜单的影响", "Effect on today's board")}
      rows=${effect.moves}
      keyOf=${(m) => m.department}
      columns=${[
        { title: t("单位", "Unit"), show: (m) => t(m.name, m.nameEn) },
        { title: t("名次", "Rank"), show: (m) => html`<${Step} move=${m} />` },
        {
          title: t("得分", "Score"),
          number: true,
          show: (m) => html`<${Change} from=${m.before?.score} to=${m.after?.score} show=${figure} />`,
        },
        {
          title: t("原因", "Why"),
          show: (m) =>
            m.why.map(
              (w) =>
                html`<p className="small" key=${w.goal}>
                  ${nameOfGoal(w.goal)}${t("：", ": ")}
                  ${String(w.before?.target ?? "") !== String(w.after?.target ?? "") &&
                  html`${t("目标 ", "target ")}<${Change} from=${w.before?.target} to=${w.after?.target} show=${figure} />${" "}`}
                  ${String(w.before?.weight ?? "") !== String(w.after?.weight ?? "") &&
                  html`${t("权重 ", "weight ")}<${Change} from=${w.before?.weight} to=${w.after?.weight} show=${figure} />${" "}`}
                  ${t("完成率 ", "completion ")}<${Change} from=${w.before?.completion} to=${w.after?.completion} show=${percent} />
                  ${otherPoints(w) && html` ${t("得分 ", "points ")}<${Change} from=${w.before?.points} to=${w.after?.points} show=${figure} />`}
                  ${w.before?.light !== w.after?.light && html` <${Light} of=${w.after?.light} />`}
                </p>`,
            ),
        },
      ]}
    />
  </div>`;
}
