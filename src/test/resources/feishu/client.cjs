// The vendor's own SDK, unmodified, against the stand-in: argv = base url, app id, secret.
const fs = require('fs');
const lark = require('@larksuiteoapi/node-sdk');
const [, , domain, appId, appSecret] = process.argv;
const say = (...words) => console.log(words.join(' '));
const fail = (e) => { say('failed', e && e.response ? JSON.stringify(e.response.data) : e && e.stack || e); process.exit(1); };
const logger = { error: console.error, warn: console.error, info() {}, debug() {}, trace() {} };
const client = new lark.Client({ appId, appSecret, domain, logger });
const ws = new lark.WSClient({ appId, appSecret, domain, logger, loggerLevel: lark.LoggerLevel.error, onReady: () => say('ready') });
const dispatcher = new lark.EventDispatcher({ logger }).register({
  'im.message.receive_v1': async (data) => {
    try {
      const chat = data.message.chat_id;
      say('message', data.message.chat_type, data.sender.sender_id.open_id, JSON.parse(data.message.content).text);
      const post = (msg_type, content, uuid) => client.im.message.create({
        params: { receive_id_type: 'chat_id' }, data: { receive_id: chat, msg_type, content: JSON.stringify(content), uuid } });
      const first = await post('text', { text: '收到' }, 'same');
      const two = await post('text', { text: '收到' }, 'same');
      say('once', first.data.message_id === two.data.message_id);
      fs.writeFileSync('board.png', Buffer.alloc(3000, 7));
      const uploaded = await client.im.image.create({ data: { image_type: 'message', image: fs.createReadStream('board.png') } });
      const card = (title) => ({ schema: '2.0', config: { update_multi: true }, header: { title: { tag: 'plain_text', content: title } },
        body: { elements: [
          { tag: 'markdown', content: '|名次|单位|\n|---|---|\n|1|临江区|' },
          { tag: 'img', img_key: uploaded.image_key, alt: { tag: 'plain_text', content: '榜' } },
          { tag: 'button', text: { tag: 'plain_text', content: '下一页' }, behaviors: [{ type: 'callback', value: { id: 'next' } }] } ] } });
      const sent = await post('interactive', card('榜'));
      await client.im.message.patch({ path: { message_id: sent.data.message_id }, data: { content: JSON.stringify(card('榜二')) } });
      const listed = await client.im.message.list({ params: { container_id_type: 'chat', container_id: chat } });
      say('listed', listed.data.items.length);
      const user = await client.contact.user.get({ path: { user_id: 'ou_zhang' }, params: { user_id_type: 'open_id', department_id_type: 'open_department_id' } });
      const parents = await client.contact.department.parent({ params: { department_id_type: 'open_department_id', department_id: user.data.user.department_ids[0] } });
      const all = await client.contact.department.children({ path: { department_id: '0' }, params: { fetch_child: true, department_id_type: 'open_department_id', page_size: 50 } });
      const one = await client.contact.department.get({ path: { department_id: 'od-finance' }, params: { department_id_type: 'open_department_id' } });
      say('departments', user.data.user.name, user.data.user.department_ids, parents.data.items.map((i) => i.open_department_id), all.data.items.length, one.data.department.name);
      const pinned = await client.im.pin.create({ data: { message_id: sent.data.message_id } });
      await client.im.message.reply({ path: { message_id: sent.data.message_id }, data: { msg_type: 'text', content: '{"text":"话题"}', reply_in_thread: true } });
      const scopes = await client.application.scope.list();
      say('pinned', pinned.data.pin.message_id === sent.data.message_id, scopes.data.scopes.some((x) => x.scope_name === 'im:message'));
      const refused = await client.im.message.create({ params: { receive_id_type: 'chat_id' },
        data: { receive_id: 'oc_unknown', msg_type: 'text', content: '{"text":"x"}' } });
      say('refused', refused.code);
    } catch (e) { fail(e); }
  },
  'application.bot.menu_v6': async (data) => say('menu', data.event_key, data.operator.operator_id.open_id),
  'card.action.trigger': async (data) => { say('pressed', data.action.value.id); return { toast: { type: 'info', content: '好' } }; },
});
ws.start({ eventDispatcher: dispatcher });
