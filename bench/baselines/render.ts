// Bare express: renders the same template from a ready object.
import { readFileSync } from 'node:fs';
import express from 'express';
import { readViews } from '../../server/platform/web/views.ts';

const model = JSON.parse(readFileSync(process.env['MODEL']!, 'utf8'));
model.now = new Date(model.now);
const asset = () => '/assets/x';
const views = readViews({ timeZone: () => 'Asia/Ho_Chi_Minh', publicUrl: 'http://localhost', asset });
const app = express();
app.get(
  '/feedback/:code',
  (_request, response) =>
    void response.type('html').send(views.render('feedback/item-page/show', model, 'vi')),
);
const server = app.listen(0, '127.0.0.1', () =>
  process.send!({ port: (server.address() as { port: number }).port }),
);
process.once('SIGTERM', () => process.exit(0));
