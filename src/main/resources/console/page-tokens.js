// Tokens: what programs may.
import { html, useState } from "./kit.js";
import { all, ask, path } from "./api.js";
import { exactTime, t } from "./language.js";
import { Button, Confirm, Head, Loaded, Table, Tag, useLoad } from "./ui.js";
import { Editor } from "./form.js";
import { scopeExtra, scopeFields, scopeOf, Secret } from "./page-people.js";
import { roleName } from "./words.js";

export function Page({ campaign, campaigns }) {
  const found = useLoad(() => all("/tokens"), []);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState(null);
  const [revoking, setRevoking] = useState(null);
  return html`<${Head} title=${t("令牌", "Tokens")} about=${t("给程序用的；人请用邀请链接。", "For programs; people come in by invitations.")}>
      <${Button} primary onClick=${() => setAdding(true)}>${t("新令牌", "New token")}<//>
    <//>
    <${Loaded} from=${found}>
      ${(tokens) =>
        html`<${Table}
          caption=${t("令牌", "Tokens")}
          rows=${tokens}
          keyOf=${(k) => k.name + k.createdAt}
          columns=${[
            { title: t("名称", "Name"), key: "name" },
            { title: t("角色", "Role"), show: (k) => roleName(k.role) },
            { title: t("范围", "Scope"), show: scopeOf },
            { title: t("上次使用", "Last used"), show: (k) => (k.lastUsed ? exactTime(k.lastUsed) : "–") },
            { title: t("到期", "Ends"), show: (k) => (k.expiresAt ? exactTime(k.expiresAt) : "–") },
            { title: t("状态", "State"), show: (k) => (k.revokedAt ? html`<${Tag} kind="warn">${t("已吊销", "revoked")}<//>` : html`<${Tag} kind="good">${t("可用", "good")}<//>`) },
            { title: "", bare: true, show: (k) => !k.revokedAt && html`<${Button} small danger onClick=${() => setRevoking(k)}>${t("吊销", "Revoke")}<//>` },
          ]}
        />`}
    <//>
    ${adding &&
    html`<${Editor}
      title=${t("新令牌", "New token")}
      fields=${[{ name: "name", label: t("名称", "Name"), hint: t("字母、数字、短横线", "letters, digits, hyphens") }, ...scopeFields(campaigns, campaign?.slug)]}
      extra=${scopeExtra}
      at="/tokens"
      onDone=${(token) => {
        setMade(token);
        found.reload();
      }}
      onClose=${() => setAdding(false)}
    />`}
    ${made && html`<${Secret} title=${t("令牌 ", "Token ") + made.name} secret=${made.token} about=${made.role === "viewer" && campaign ? html`${t("大屏可以直接打开：", "A wall opens with: ")}<code>${location.origin}/wall/${campaign.slug}#token=${made.token}</code>` : t("放进程序的请求头 Authorization: Bearer …", "For the program's header Authorization: Bearer …")} onClose=${() => setMade(null)} />`}
    ${revoking &&
    html`<${Confirm}
      title=${t("吊销 ", "Revoke ") + revoking.name}
      action=${t("吊销", "Revoke")}
      danger
      onClose=${() => setRevoking(null)}
      act=${async () => {
        await ask("DELETE", path("tokens", revoking.name));
        found.reload();
      }}
    >
      <p>${t("用它的程序马上不能再用。", "Programs that use it stop working at once.")}</p>
    <//>`}`;
}
