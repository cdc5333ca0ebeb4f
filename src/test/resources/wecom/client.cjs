// The vendor's own SDK, unmodified, against the stand-in: argv = socket url, bot id, secret.
const { WSClient, generateReqId } = require('@wecom/aibot-node-sdk');
const [, , wsUrl, botId, secret] = process.argv;
const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };
const client = new WSClient({ botId, secret, wsUrl, maxReconnectAttempts: 0, logger: quiet });
const say = (...words) => console.log(words.join(' '));
const fail = (e) => { say('failed', typeof e === 'string' ? e : JSON.stringify(e) + ' ' + e.stack); process.exit(1); };
client.on('error', fail);
client.on('authenticated', () => say('authenticated'));
client.on('message.text', async (frame) => {
  try {
    say('text', frame.body.chattype, frame.body.from.userid, frame.body.text.content);
    await client.replyStream(frame, generateReqId('stream'), '收到 **' + frame.body.text.content + '**', true);
    const chat = frame.body.chatid || frame.body.from.userid;
    await client.sendMessage(chat, { msgtype: 'markdown', markdown: { content: '# 榜\n|名次|单位|\n|---|---|\n|1|临江区|' } });
    await client.sendMessage(chat, { msgtype: 'template_card', template_card: {
      card_type: 'button_interaction', main_title: { title: '排行榜' }, task_id: 'task-1',
      button_list: [{ text: '下一页', style: 1, key: 'next' }] } });
    const media = await client.uploadMedia(Buffer.alloc(700 * 1024, 7), { type: 'image', filename: 'board.png' });
    await client.sendMediaMessage(chat, 'image', media.media_id);
    try { await client.sendMessage('never-met', { msgtype: 'markdown', markdown: { content: 'x' } }); fail('taken'); }
    catch (refused) { say('refused', refused.errcode); }
    say('sent');
  } catch (e) { fail(e); }
});
client.on('event.template_card_event', async (frame) => {
  try {
    await client.updateTemplateCard(frame, { card_type: 'text_notice', main_title: { title: '已翻页' }, task_id: 'task-1' });
    say('pressed', frame.body.event.event_key);
  } catch (e) { fail(e); }
});
client.on('event.disconnected_event', () => { say('kicked'); process.exit(0); });
client.connect();
