// The vendor's own SDK, unmodified: its addresses are constants, so its HTTP client is told to go to the stand-in.
const [, , base, clientId, clientSecret] = process.argv;
const { DWClient, TOPIC_ROBOT, TOPIC_CARD } = require('dingtalk-stream');
const axios = require('axios');
axios.interceptors.request.use((c) => { c.url = c.url.replace(/^https:\/\/(oapi|api)\.dingtalk\.com/, base); return c; });
const say = (...words) => console.log(words.join(' '));
const fail = (e) => { say('failed', e && e.response ? JSON.stringify(e.response.data) : e && e.stack || e); process.exit(1); };
const client = new DWClient({ clientId, clientSecret });
client.registerCallbackListener(TOPIC_ROBOT, async (frame) => {
  try {
    const data = JSON.parse(frame.data);
    say('message', data.conversationType, data.senderStaffId, data.text.content.trim());
    client.socketCallBackResponse(frame.headers.messageId, { status: 'ok' });
    await axios.post(data.sessionWebhook, { msgtype: 'markdown', markdown: { title: '榜', text: '收到' } });
    const accessToken = await client.getAccessToken();
    const headers = { 'x-acs-dingtalk-access-token': accessToken };
    await axios.post(base + '/v1.0/robot/groupMessages/send', { robotCode: clientId, openConversationId: data.conversationId,
      msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title: '榜', text: '# 榜\n临江区' }) }, { headers });
    // As MarkdownButtonCardInstance of the vendor's SDK for Python sends it.
    const parameters = { markdown: '卡片', tips: '', title: '榜', sys_full_json_obj: JSON.stringify({ msgButtons: [
      { text: '下一页', id: 'next', color: 'blue', request: true, params: { id: 'next' } }] }) };
    const card = { cardTemplateId: '1366a1eb-bc54-4859-ac88-517c56a9acb1.schema', outTrackId: 'one', callbackType: 'STREAM',
      cardData: { cardParamMap: parameters }, userIdType: 1, openSpaceId: 'dtv1.card//IM_GROUP.' + data.conversationId,
      imGroupOpenSpaceModel: { supportForward: false }, imGroupOpenDeliverModel: { robotCode: clientId } };
    const made = (await axios.post(base + '/v1.0/card/instances/createAndDeliver', card, { headers })).data;
    say('card', made.success, made.result.deliverResults[0].success);
    const topapi = async (path, body) => (await axios.post('https://oapi.dingtalk.com/topapi/v2/' + path + '?access_token=' + accessToken, body)).data;
    const ways = await topapi('department/listparentbyuser', { userid: data.senderStaffId });
    const one = await topapi('department/get', { dept_id: 2001, language: 'zh_CN' });
    const none = await topapi('department/get', { dept_id: 9999 });
    const found = (await axios.post(base + '/v1.0/contact/departments/search', { queryWord: '财政', offset: 0, size: 100 }, { headers })).data;
    say('departments', ways.result.parent_list[0].parent_dept_id_list, one.result.name, none.errcode, found.list);
    say('sent');
  } catch (e) { fail(e); }
});
client.registerCallbackListener(TOPIC_CARD, async (frame) => {
  try {
    const data = JSON.parse(frame.data);
    const pressed = JSON.parse(data.content).cardPrivateData;
    client.socketCallBackResponse(frame.headers.messageId, {});
    const accessToken = await client.getAccessToken();
    await axios.put(base + '/v1.0/card/instances', { outTrackId: data.outTrackId, cardData: { cardParamMap: { markdown: '第二页' } } },
      { headers: { 'x-acs-dingtalk-access-token': accessToken } });
    say('pressed', data.userId, pressed.actionIds[0], pressed.params.id);
  } catch (e) { fail(e); }
});
client.connect().then(() => say(client.connected ? 'connected' : 'failed to connect')).catch(fail);
