// People: who may what, and links by which they come in.
import { html, useState } from "./kit.js";
import { all, ask, path } from "./api.js";
import { endOfDay, exactTime, t } from "./language.js";
import { attempt, Button, Card, Dialog, Head, Loaded, Table, Tag, useLoad } from "./ui.js";
import { Editor } from "./form.js";
import { roleName, roleOptions } from "./words.js";

const list = (text) =>
  String(text)
    .split(/[\s,，、]+/)
    .filter(Boolean);

export const scopeFields = (campaigns, slug) => [
  { name: "role", label: t("角色", "Role"), type: "select", options: roleOptions(), start: "reporter" },
  {
    name: "campaigns",
    label: t("战役", "Campaign"),
    type: "select",
    options: [...campaigns.map((c) => [c.slug, c.name]), ["*", t("全部战役", "all campaigns")]],
    start: slug,
    write: (v) => (v === "*" ? undefined : [v]),
  },
  {
    name: "departments",
    label: t("单位代码", "Codes of units"),
    when: (d) => d.role === "reporter",
    write: list,
    hint: t("填报员为哪些单位上报，用逗号隔开", "for which units a reporter reports, with commas"),
  },
  {
    name: "expiresAt",
    label: t("到期", "Ends on"),
    type: "date",
    write: (v) => (v === "" ? undefined : endOfDay(v)),
    hint: t("可不填", "may be empty"),
  },
];

/** All campaigns are said to be meant, never by leaving something out. */
export const scopeExtra = (draft) => (draft.campaigns === "*" ? { allCampaigns: true } : {});

export const scopeOf = (thing) =>
  (thing.allCampaigns ? t("全部战役", "all campaigns") : (thing.campaigns ?? []).join(", ")) +
  (thing.departments?.length ? " · " + thing.departments.join(", ") : "");

/** Without https, as in an office's own network, or where it is not allowed, there is no clipboard. */
async function copy(text, button) {
  try {
    if (navigator.clipboard) return await navigator.clipboard.writeText(text);
  } catch {
    // The older way may still be open.
  }
  const box = document.createElement("textarea");
  box.value = text;
  // Inside the dialog: what is beside it can take no focus.
  button.after(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  button.focus();
  if (!done) throw new Error(t("浏览器不让复制，请选中后按 Ctrl+C。", "The browser does not copy: select it and press Ctrl+C."));
}

const isLoopback = (host) => /^(localhost|127\..*|\[::1\])$/.test(host);

/** A link by which others come in; where the program knows no address of its own, by the one that led here. */
function reached(secret) {
  if (!secret.startsWith("http")) return { text: secret };
  const link = new URL(secret);
  const local = isLoopback(link.hostname);
  return local && !isLoopback(location.hostname)
    ? { text: location.origin + link.pathname, unsaid: true }
    : { text: secret, local };
}

export function Secret({ title, secret: given, about, qr: picture, onClose }) {
  const { text: secret, unsaid, local } = reached(given);
  // The picture is the program's, and says the address that it knows.
  const qr = unsaid ? null : picture;
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p className="note warn">${t("只显示这一次，请现在复制。", "Shown this once: copy it now.")}</p>
    <p>${about}</p>
    <p><code>${secret}</code></p>
    ${(unsaid || local) &&
    html`<p className="note">${local
      ? t("这个地址只有本机打得开：要给别人用，请设置 http.publicUrl。", "Only this machine can open this address: for others set http.publicUrl.")
      : t("设置 http.publicUrl 之后，这里也有二维码。", "With http.publicUrl set, there is a QR code, too.")}</p>`}
    ${qr && html`<img className="qr" src=${qr} alt=${t("链接的二维码", "QR code of the link")} />`}
    <div className="row"><${Button} primary onClick=${(e) => attempt(() => copy(secret, e.currentTarget), t("已复制。", "Copied."))}>${t("复制", "Copy")}<//></div>
  <//>`;
}

const STATES = {
  open: ["good", ["可用", "open"]],
  used: ["", ["已用", "used"]],
  expired: ["warn", ["已过期", "expired"]],
  revoked: ["warn", ["已作废", "revoked"]],
};

export function Page({ me, campaign, campaigns }) {
  const found = useLoad(() => Promise.all([all("/people"), all("/invitations")]).then(([people, invitations]) => ({ people, invitations })), []);
  const [adding, setAdding] = useState(null);
  const [secret, setSecret] = useState(null);
  /** A new link with the same rights; of somebody who was here before, for the same person. */
  const again = async (scope, person) => {
    const made = await attempt(() =>
      ask("POST", "/invitations", {
        body: {
          name: scope.name || person,
          role: scope.role,
          ...(scope.allCampaigns ? { allCampaigns: true } : { campaigns: scope.campaigns ?? [] }),
          ...Object.fromEntries(["departments", "leagues", "goals"].filter((k) => scope[k]?.length).map((k) => [k, scope[k]])),
          ...(person ? { person } : {}),
        },
      }),
    );
    if (made) {
      setSecret(made.data);
      found.reload();
    }
  };
  return html`<${Head}
      title=${t("人员与邀请", "People and invitations")}
      about=${t("权限由管理员给，按平台上的 ID 认人，不按名字。", "Rights are given by administrators; people are known by their platform's id, never by a name.")}
    >
      <${Button} onClick=${() => setAdding("person")}>${t("给权限", "Give a right")}<//>
      <${Button} primary onClick=${() => setAdding("invitation")}>${t("邀请", "Invite")}<//>
    <//>
    <${Loaded} from=${found}>
      ${({ people, invitations }) =>
        html`<${Card} title=${t("谁能做什么", "Who may what")}>
            <${Table}
              caption=${t("权限", "Rights")}
              rows=${people}
              keyOf=${(p) => p.id}
              empty=${t("还没有给过权限。", "No rights were given yet.")}
              columns=${[
                { title: t("平台", "Platform"), key: "platform" },
                { title: t("姓名", "Name"), show: (p) => p.name ?? "–" },
                { title: t("ID", "Id"), show: (p) => p.external + (p.kind === "role" ? t("（群角色）", " (role)") : "") },
                { title: t("角色", "Role"), show: (p) => roleName(p.role) },
                { title: t("范围", "Scope"), show: scopeOf },
                { title: t("到期", "Ends"), show: (p) => (p.expiresAt ? exactTime(p.expiresAt) : "–") },
                {
                  title: "",
                  bare: true,
                  show: (p) =>
                    html`<div className="row">${p.platform === "web" && p.kind === "user" && p.external !== "admin" &&
                      html`<${Button} small onClick=${() => again(p, p.external)}>${t("再次邀请", "Invite again")}<//>`}<${Button}
                      small
                      danger
                      onClick=${async () => {
                        await attempt(() => ask("DELETE", path("people", p.id)), t("已收回。", "Taken away."));
                        found.reload();
                      }}
                      >${t("收回", "Take away")}<//
                    ></div>`,
                },
              ]}
            />
          <//>
          <${Card} title=${t("邀请链接", "Invitations")}>
            <${Table}
              caption=${t("邀请链接", "Invitations")}
              rows=${invitations}
              keyOf=${(i) => i.id}
              empty=${t("还没有邀请。", "No invitations yet.")}
              columns=${[
                { title: t("给谁", "For"), key: "name" },
                { title: t("角色", "Role"), show: (i) => roleName(i.role) },
                { title: t("范围", "Scope"), show: scopeOf },
                { title: t("状态", "State"), show: (i) => html`<${Tag} kind=${STATES[i.state]?.[0]}>${t(...(STATES[i.state]?.[1] ?? [i.state, i.state]))}<//>` },
                { title: t("到期", "Ends"), show: (i) => exactTime(i.expiresAt) },
                {
                  title: "",
                  bare: true,
                  show: (i) =>
                    i.state !== "open" ?
                    html`<${Button} small onClick=${() => again(i, i.person)}>${t("再次邀请", "Invite again")}<//>` :
                    html`<${Button}
                      small
                      danger
                      onClick=${async () => {
                        await attempt(() => ask("DELETE", path("invitations", i.id)), t("已作废。", "Revoked."));
                        found.reload();
                      }}
                      >${t("作废", "Revoke")}<//
                    >`,
                },
              ]}
            />
          <//>
          ${adding === "invitation" &&
          html`<${Editor}
            title=${t("邀请", "Invite")}
            fields=${[{ name: "name", label: t("给谁", "For whom") }, ...scopeFields(campaigns, campaign?.slug)]}
            extra=${scopeExtra}
            at="/invitations"
            onDone=${(made) => {
              setSecret(made);
              found.reload();
            }}
            onClose=${() => setAdding(null)}
          />`}
          ${adding === "person" &&
          html`<${Editor}
            title=${t("给权限", "Give a right")}
            fields=${[
              { name: "platform", label: t("平台", "Platform"), type: "select", options: me.platforms.map((p) => [p, p]), start: me.platforms[0] },
              {
                name: "kind",
                label: t("类别", "Kind"),
                type: "select",
                options: [
                  ["user", t("个人", "person")],
                  ["role", t("群角色", "role")],
                ],
                start: "user",
              },
              { name: "external", label: t("平台上的 ID", "Platform's id") },
              ...scopeFields(campaigns, campaign?.slug),
            ]}
            extra=${scopeExtra}
            at="/people"
            onDone=${found.reload}
            onClose=${() => setAdding(null)}
          />`}
          ${secret &&
          html`<${Secret}
            title=${t("邀请已做好", "The invitation is made")}
            secret=${secret.link ?? secret.secret}
            qr=${secret.link && new URL(secret.link).pathname + "/qr.svg"}
            about=${t(`把链接发给${secret.name}本人，只能用一次。`, `Send the link to ${secret.name}; it works once.`)}
            onClose=${() => setSecret(null)}
          />`}`}
    <//>`;
}
