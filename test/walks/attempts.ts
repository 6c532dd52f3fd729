import { type Item, item } from '../support/factories.ts';
import type { World } from '../support/world.ts';
import { filled, SAMPLES, type Stage } from './samples.ts';
import { call, type Sent, send, sendFile } from './send.ts';
import { showKey, signInAgain, type Viewer } from './viewers.ts';

interface Prepared {
  item?: Item;
  params?: Record<string, string>;
  /** Who was there last. */
  by?: Viewer;
}

/** Valid calls of routes and operations, each on something in the right state. */
export class Attempts {
  readonly #world: World;
  /** What a call needs in its address, until a success uses it up. */
  readonly #ready = new Map<string, Prepared>();
  /** What was last sent to an operation. */
  readonly bodies = new Map<string, unknown>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @param name 'GET /feedback/:code', or the id of an operation */
  async attempt(name: string, one: Viewer): Promise<Sent> {
    const sent = await (/^(GET|POST) /.test(name) ? this.#route(name, one) : this.#operation(name, one));
    const done = sent.status < 400 && !sent.location.startsWith('/sign-in?to=');
    if (done && SAMPLES[name]!.endsSession) await signInAgain(this.#world, one);
    if (done && SAMPLES[name]!.changes) this.#ready.delete(name);
    return sent;
  }

  /** Where somebody finds a page, with what stands in its address. */
  async addressOf(name: string, one: Viewer): Promise<string> {
    return (await this.#prepare(name, one)).address;
  }

  async #route(name: string, one: Viewer): Promise<Sent> {
    const { stage, address } = await this.#prepare(name, one);
    const fields = await SAMPLES[name]!.fields?.(stage);
    const brought = SAMPLES[name]!.file;
    const file = typeof brought === 'function' ? brought(stage) : brought;
    return file ? sendFile(one, address, { fields, file }) : send(one, name.split(' ')[0]!, address, fields);
  }

  async #operation(name: string, one: Viewer): Promise<Sent> {
    const { stage, address } = await this.#prepare(name, one);
    const { method } = this.#world.app.operations.find(({ id }) => id === name)!;
    const headers: Record<string, string> =
      one.name === 'sender' && stage.item ? { 'receipt-key': stage.item.key } : {};
    const body = await SAMPLES[name]!.body?.(stage);
    this.bodies.set(name, body);
    return call(one, method, address, { body, headers });
  }

  async #prepare(name: string, one: Viewer): Promise<{ stage: Stage; address: string }> {
    const { item: wishes, params, query, each } = SAMPLES[name]!;
    const kept = this.#ready.get(name) ?? (wishes ? { item: await item(this.#world, wishes) } : {});
    const stage: Stage = { world: this.#world, viewer: one, item: kept.item };
    if (one.name === 'sender' && kept.item) await showKey(one, kept.item);
    const anew = each === true || (each && !(one.actor && kept.by?.actor));
    if (!kept.params || anew) kept.params = (await params?.(stage)) ?? {};
    kept.by = one;
    this.#ready.set(name, kept);
    const values = { ...(kept.item ? { code: kept.item.code } : {}), ...kept.params };
    return { stage, address: filled(this.#path(name), values) + (query ? `?${query}` : '') };
  }

  #path(name: string): string {
    return name.split(' ')[1] ?? this.#world.app.operations.find(({ id }) => id === name)!.path;
  }
}
