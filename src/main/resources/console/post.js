// A post, as it will stand in a channel.
import { html } from "./kit.js";

export const PostView = ({ post }) =>
  html`<article className="post">
    <h3>${post.title}</h3>
    ${post.blocks.map((block) =>
      block.lines
        ? html`<div>${block.lines.map((line) => html`<p>${line}</p>`)}</div>`
        : html`<div className="scroll" tabindex="0" role="region" aria-label=${block.heading || post.title}>
            <table className="list">
              ${block.heading && html`<caption>${block.heading}</caption>`}
              <thead>
                <tr>${block.columns.map((c) => html`<th scope="col">${c}</th>`)}</tr>
              </thead>
              <tbody>
                ${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
              </tbody>
            </table>
          </div>`,
    )}
    ${post.footer && html`<p className="soft small">${post.footer}</p>`}
  </article>`;
