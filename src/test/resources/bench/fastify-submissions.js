// The least that a Node program does to take figures durably and answer boards: fastify and better-sqlite3, one
// commit a figure, as its API is synchronous. node fastify-submissions.js PORT BOARD-FILE
const fs = require('fs');
const fastify = require('fastify')();
const db = require('better-sqlite3')('node.db');
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE IF NOT EXISTS figure (id INTEGER PRIMARY KEY, value TEXT)');
const insert = db.prepare('INSERT INTO figure (value) VALUES (?)');
const board = fs.readFileSync(process.argv[3]);
fastify.get('/health/ready', async () => 'ready');
fastify.get('/board', (request, reply) => reply.type('application/json').send(board));
fastify.post('/figures', (request, reply) => {
  insert.run(JSON.stringify(request.body));
  reply.code(201).send(request.body);
});
fastify.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
