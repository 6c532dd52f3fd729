// Bare socket.io: everybody in one room, the same bytes sent to all.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Server } from 'socket.io';
import { heldMemory } from '../memory.ts';

const server = createServer();
const io = new Server(server, { serveClient: false, transports: ['websocket'] });
const room = io.of('/dialogue');
let n = 0;
room.on('connection', (socket) => {
  socket.on('dialogue:join', (_input, ack) => {
    void socket.join('room');
    ack({ ok: true, n, snapshot: {} });
  });
});
interface Task {
  broadcasts?: number;
  everyMs?: number;
  message?: object;
}
process.on('message', async ({ broadcasts = 0, everyMs = 0, message }: Task) => {
  for (let each = 0; each < broadcasts; each++) {
    const text = JSON.stringify(message).replace(
      'MOMENT',
      String(performance.timeOrigin + performance.now()),
    );
    room.to('room').emit('dialogue:event', { ...JSON.parse(text), n: ++n });
    await pause(everyMs);
  }
  process.send!({ memory: heldMemory() });
});
process.once('SIGTERM', () => process.exit(0));
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () =>
  process.send!({ port: (server.address() as { port: number }).port }),
);
