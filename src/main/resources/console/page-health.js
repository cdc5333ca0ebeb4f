// Health and backups: whether every part works, and copies of the database.
import { html } from "./kit.js";
import { all, ask } from "./api.js";
import { exactTime, t } from "./language.js";
import { attempt, Button, Card, Head, Loaded, Table, Tag, useBusy, useLoad } from "./ui.js";

const PARTS = {
  database: ["数据库", "Database"],
  sweep: ["播报巡查", "Look for posts"],
  web: ["内置聊天", "Built-in chat"],
  notices: ["待处理事项", "Notices"],
  status: ["总体", "All in all"],
};

const ready = async () => {
  const answer = await fetch("/health/ready", { cache: "no-store" });
  return answer.json();
};

const size = (bytes) => (bytes / 1048576).toFixed(1) + " MB";

export function Page() {
  const health = useLoad(ready, []);
  const backups = useLoad(() => all("/backups"), []);
  const [busy, run] = useBusy();
  return html`<${Head} title=${t("运行与备份", "Health and backups")}>
      <${Button}
        onClick=${() => {
          health.reload();
          backups.reload();
        }}
        >${t("刷新", "Refresh")}<//
      >
    <//>
    <${Card} title=${t("运行", "Health")}>
      <${Loaded} from=${health}>
        ${(parts) =>
          html`<${Table}
            caption=${t("各部分", "Parts")}
            rows=${Object.entries(parts)}
            keyOf=${([name]) => name}
            columns=${[
              { title: t("部分", "Part"), show: ([name]) => (PARTS[name] ? t(...PARTS[name]) : name) },
              {
                title: t("状态", "State"),
                show: ([, state]) => (["ok", "ready"].includes(state) ? html`<${Tag} kind="good">${t("正常", "well")}<//>` : html`<${Tag} kind="bad">${t("有问题", "trouble")}<//> ${state}`),
              },
            ]}
          />`}
      <//>
    <//>
    <${Card}
      title=${t("备份", "Backups")}
      actions=${html`<${Button}
        primary
        busy=${busy}
        onClick=${() =>
          run(async () => {
            await attempt(() => ask("POST", "/backups"), (a) => t("已备份：", "Backed up: ") + a.data.name);
            backups.reload();
          })}
        >${t("现在备份", "Back up now")}<//
      >`}
    >
      <${Loaded} from=${backups}>
        ${(items) =>
          html`<${Table}
            caption=${t("备份", "Backups")}
            rows=${items}
            keyOf=${(b) => b.name}
            empty=${t("还没有备份。设置 backup.folder 后，每晚自动备份一次。", "No backups yet. With backup.folder set, one is made each night.")}
            columns=${[
              { title: t("文件", "File"), show: (b) => html`<code>${b.name}</code>` },
              { title: t("大小", "Size"), number: true, show: (b) => size(b.bytes) },
              { title: t("时间", "When"), show: (b) => exactTime(b.at) },
            ]}
          />`}
      <//>
      <p className="soft small">${t("恢复：停下程序后运行 homestretch restore 文件。", "To restore: stop the program and run homestretch restore FILE.")}</p>
    <//>`;
}
