// The least bot for Node with the same parts: discord.js, fastify, better-sqlite3. node node-bot.js PORT [API TOKEN]
const fastify = require('fastify')();
const { Client, Events } = require('discord.js');
const db = require('better-sqlite3')('bot.db');
db.pragma('journal_mode = WAL');
db.exec('CREATE TABLE IF NOT EXISTS figure (id INTEGER PRIMARY KEY, value TEXT)');
const [port, api, token] = process.argv.slice(2);
let connected = false;
fastify.get('/health/ready', async () => ({ status: 'ready', discord: connected ? 'ok' : 'connecting' }));
fastify.listen({ host: '127.0.0.1', port: Number(port) });
if (api) {
  const client = new Client({ intents: [], rest: { api } });
  client.on(Events.InteractionCreate, (interaction) => interaction.reply('ok'));
  client.once(Events.ClientReady, async () => {
    await client.application.commands.set([{ name: 'report', description: 'report' }]);
    connected = true;
  });
  client.login(token);
}
